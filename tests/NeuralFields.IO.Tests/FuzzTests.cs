using NeuralFields.Testing;

namespace NeuralFields.IO.Tests;

/// <summary>The harness must bite, or what it lets pass proves nothing.</summary>
public sealed class FuzzTests
{
    private static readonly byte[] s_seed = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];

    [Fact]
    public void A_mutation_is_the_same_each_time_and_differs_by_seed_and_index()
    {
        Assert.Equal(Mutation.Of(s_seed, 1, 2), Mutation.Of(s_seed, 1, 2));
        Assert.NotEqual(Mutation.Of(s_seed, 1, 2), Mutation.Of(s_seed, 1, 3));
        Assert.NotEqual(Mutation.Of(s_seed, 1, 2), Mutation.Of(s_seed, 2, 2));
    }

    [Fact]
    public void Nearly_every_mutation_changes_the_file()
    {
        int changed = Enumerable.Range(0, 500).Count(i => !Mutation.Of(s_seed, 1, i).AsSpan().SequenceEqual(s_seed));
        Assert.InRange(changed, 450, 500);
    }

    [Fact]
    public void Files_of_no_and_one_byte_can_be_mutated()
    {
        for (int i = 0; i < 500; i++)
        {
            Assert.Empty(Mutation.Of([], 1, i));
            Assert.NotNull(Mutation.Of([7], 1, i));
        }
    }

    [Fact]
    public void A_refusal_is_counted_and_passes() =>
        Assert.Contains("0 read", Run(_ => throw new InputException("no")), StringComparison.Ordinal);

    [Fact]
    public void Another_exception_fails_with_the_numbers_that_replay_it() =>
        AssertFails("mutation 0 of seed 1", _ => throw new NotSupportedException());

    [Fact]
    public void A_refusal_of_two_lines_fails() =>
        AssertFails("InputException", _ => throw new InputException("one\ntwo"));

    [Fact]
    public void Memory_beyond_the_bound_fails() =>
        AssertFails("bytes were allocated", _ => GC.KeepAlive(new byte[100_000]));

    private static string Run(Action<byte[]> read) => Fuzz.Run("test", [s_seed], read, _ => 50_000);

    private static void AssertFails(string why, Action<byte[]> read) =>
        Assert.Contains(why, Assert.ThrowsAny<Exception>(() => Run(read)).Message, StringComparison.Ordinal);
}
