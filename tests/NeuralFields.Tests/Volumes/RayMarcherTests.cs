using System.Numerics;
using NeuralFields.Testing;
using NeuralFields.Volumes;

namespace NeuralFields.Tests.Volumes;

public sealed class RayMarcherTests
{
    public static TheoryData<int, double, int> Spaces
        => new() { { 1, 0, 1024 }, { 1, 0, 300 }, { 4, 1.0 / 256, 1024 }, { 16, 0, 512 }, { 128, 1.0 / 64, 256 } };

    [Theory, MemberData(nameof(Spaces))]
    public void Skipping_finds_the_samples_that_single_steps_find(int scale, double cone, int steps)
    {
        VolumeSpace space = new() { AabbScale = scale, ConeAngle = cone, Steps = steps };
        OccupancyBits some = Scattered(space.Cascades), all = new(space.Cascades);
        all.Fill();
        Random random = new(scale);
        int total = 0;
        for (int i = 0; i < 60; i++)
        {
            (Vector3 origin, Vector3 direction) = Ray(random, scale);
            (float near, float far) = space.Clip(origin, direction);
            RayMarcher walker = new(space, all);
            float[] lattice = March(walker, origin, direction, near, far);
            float[] expected =
                [.. lattice.Where(t => some[walker.CellOf(origin + (direction * t), walker.StepAt(t))])];
            float[] actual = March(new(space, some), origin, direction, near, far);
            total += expected.Length;
            // Skipped stretches add fewer and longer steps, so that a sample next to a border may fall to either side.
            Assert.InRange(actual.Length, expected.Length * 0.97 - 2, expected.Length * 1.03 + 2);
            foreach (float t in actual)
            {
                // Single steps round each time, by half a unit in the last place.
                float rounding = 0.5f * lattice.Length * (MathF.BitIncrement(t) - t);
                Assert.True(
                    lattice.Min(l => Math.Abs(l - t)) < (0.02f * walker.StepAt(t)) + rounding, $"{t} is not on the lattice");
            }
        }
        Assert.True(total > 500);
    }

    [Fact]
    public void An_empty_space_has_no_samples()
        => Assert.Empty(March(new(new(), new(1)), new(0.1f, 0.5f, -3), Vector3.UnitZ, 2, 5));

    [Fact]
    public void A_ray_that_misses_the_cube_has_no_inside()
    {
        (float near, float far) = new VolumeSpace().Clip(new(2, 2, -3), Vector3.UnitZ);
        Assert.True(near >= far);
    }

    [Fact]
    public void A_short_list_is_gone_on_with_where_it_ended()
    {
        VolumeSpace space = new() { Steps = 256 };
        RayMarcher marcher = new(space, Scattered(1));
        Vector3 direction = Vector3.Normalize(new(0.2f, -0.1f, 1)), origin = new(0.4f, 0.6f, -1);
        (float near, float far) = space.Clip(origin, direction);
        float[] whole = March(marcher, origin, direction, near, far);
        List<float> parts = [];
        Span<float> some = stackalloc float[5];
        for (float next = near; next < far;)
        {
            int count = marcher.March(origin, direction, next, far, 1, some, out next);
            parts.AddRange(some[..count]);
        }
        AssertClose.SameBits(whole, parts.ToArray());
    }

    [Fact]
    public void Steps_grow_with_the_distance_between_their_bounds()
    {
        VolumeSpace space = new() { AabbScale = 128, ConeAngle = 1.0 / 256 };
        Assert.Equal(0.0016914559f, space.StepAt(0.1f), 1e-9f);
        Assert.Equal(0.001953125f, space.StepAt(0.5f), 1e-9f);
        Assert.Equal(0.0390625f, space.StepAt(10), 1e-8f);
        Assert.Equal(1.7320508f, space.StepAt(500), 1e-6f);
    }

    [Fact]
    public void Places_fall_into_the_smallest_cube_that_holds_them()
    {
        VolumeSpace space = new() { AabbScale = 8, ConeAngle = 1.0 / 256 };
        RayMarcher marcher = new(space, new(space.Cascades));
        int Cascade(float x, float step) => OccupancyBits.PlaceOf(marcher.CellOf(new(x, 0.5f, 0.4f), step)).Cascade;
        Assert.Equal(0, Cascade(0.99f, 0.002f));
        Assert.Equal(1, Cascade(1.0f, 0.002f));
        Assert.Equal(2, Cascade(1.5f, 0.002f));
        Assert.Equal(3, Cascade(2.6f, 0.002f));
        Assert.Equal(3, Cascade(0.6f, 0.04f));
    }

    [Theory, InlineData(3, 0, 1024), InlineData(256, 0, 1024), InlineData(1, 2, 1024), InlineData(1, 0, 1)]
    public void A_space_that_makes_no_sense_is_refused(int scale, double cone, int steps)
        => Assert.Throws<InputException>(
            () => new VolumeSpace { AabbScale = scale, ConeAngle = cone, Steps = steps }.Validate());

    private static float[] March(RayMarcher marcher, Vector3 origin, Vector3 direction, float near, float far)
    {
        float[] distances = new float[1 << 15];
        int count = marcher.March(origin, direction, near, far, 1, distances, out float next);
        Assert.True(next >= far);
        return distances[..count];
    }

    private static OccupancyBits Scattered(int cascades)
    {
        OccupancyBits bits = new(cascades);
        Random random = new(5);
        for (int i = 0; i < 6000 * cascades; i++)
            bits.Set(random.Next(cascades * OccupancyBits.BricksPerCascade), (ulong)random.NextInt64());
        for (int i = 0; i < 60; i++) bits.Set(random.Next(400), ulong.MaxValue);
        bits.Complete();
        return bits;
    }

    private static (Vector3 Origin, Vector3 Direction) Ray(Random random, int scale)
    {
        Vector3 Inside() => new((random.NextSingle() - 0.5f) + 0.5f, random.NextSingle(), random.NextSingle());
        Vector3 origin = Inside() + (new Vector3(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, -1) * scale);
        return (origin, Vector3.Normalize(Inside() - origin));
    }
}
