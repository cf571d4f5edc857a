using NeuralFields.Images;
using NeuralFields.Sampling;

namespace NeuralFields.Tests.Sampling;

public sealed class HoldoutTests
{
    [Theory]
    [InlineData("0.1", 393_216, 39_322), InlineData("0.5", 11, 6), InlineData("8", 393_216, 49_152)]
    [InlineData("10", 99, 9)]
    [InlineData("1e-3", 2000, 2)]
    public void A_fraction_is_exact_and_K_takes_one_of_every_K(string text, int pixels, int expected)
        => Assert.Equal(expected, Holdout.Parse(text).Choose(pixels, seed: 3).Members);

    [Fact]
    public void One_of_every_K_lies_in_each_block_of_K()
    {
        PixelSet held = Holdout.Parse("8").Choose(800, seed: 3);
        int[] places = [.. Enumerable.Range(0, 100).Select(b => Enumerable.Range(8 * b, 8).Single(i => held[i]) % 8)];
        Assert.Equal(8, places.Distinct().Count());
    }

    [Fact]
    public void The_choice_depends_on_the_seed_alone()
    {
        PixelSet a = Holdout.Parse("0.3").Choose(1000, 1), b = Holdout.Parse("0.3").Choose(1000, 1);
        PixelSet c = Holdout.Parse("0.3").Choose(1000, 2);
        Assert.Equal(a.Others(), b.Others());
        Assert.NotEqual(a.Others(), c.Others());
        Assert.Equal(Enumerable.Range(0, 1000).Where(i => !a[i]), a.Others());
    }

    [Theory]
    [InlineData("1"), InlineData("1.5"), InlineData("-0.1"), InlineData("x"), InlineData(""), InlineData("NaN")]
    [InlineData("0.0")]
    public void Other_values_are_refused(string text) => Assert.Throws<InputException>(() => Holdout.Parse(text));

    [Fact]
    public void A_holdout_that_leaves_nothing_to_train_or_to_judge_is_refused()
    {
        Assert.Throws<InputException>(() => Holdout.Parse("0.9").Choose(1, 1));
        Assert.Throws<InputException>(() => Holdout.Parse("50").Choose(20, 1));
    }

    [Theory, InlineData("0", 0), InlineData("8", 8), InlineData("0.1", 10), InlineData("0.3", 3), InlineData("0.9", 2)]
    public void Of_photographs_a_fraction_is_one_of_so_many(string text, int every)
        => Assert.Equal(every, Holdout.Parse(text).EveryView);
}
