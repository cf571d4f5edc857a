using System.Numerics;
using NeuralFields.Distances;
using NeuralFields.Geometry;
using NeuralFields.Sampling;
using NeuralFields.Training;

namespace NeuralFields.Tests.Sampling;

public sealed class SurfaceSamplerTests
{
    private const int Batch = 512;

    private static readonly SurfaceMix s_mix = new(0.5, 0.375, 0.125, 0.01);
    private static readonly Box3 s_domain = new(new(0.05, 0.05, 0.05), new(0.95, 0.95, 0.95));

    /// <summary>The box from 0.2 to 0.8.</summary>
    private static TriangleMesh Cube { get; } = new(
        [.. Enumerable.Range(0, 8).Select(i => new Vector3(i & 1, i >> 1 & 1, i >> 2) * 0.6f + new Vector3(0.2f))],
        [0, 2, 3, 0, 3, 1, 4, 5, 7, 4, 7, 6, 0, 1, 5, 0, 5, 4, 2, 6, 7, 2, 7, 3, 0, 4, 6, 0, 6, 2, 1, 3, 7, 1, 7, 5]);

    private static SurfaceSampler Sampler(ulong seed = 1)
        => new(new SignedDistance(Cube, SignRule.Winding), s_domain, 0.01, s_mix, new() { BatchSize = Batch, Seed = seed });

    [Fact]
    public void Samples_that_come_again_are_those_that_it_names()
    {
        SurfaceSampler sampler = Sampler();
        SampleReuse reuse = sampler.Reuse;
        (float[][] now, _) = SampledRows.Draw(sampler, (20 + reuse.Lag) * Batch, Batch);
        (float[][] before, _) = SampledRows.Draw(sampler, 20 * Batch, Batch);
        Assert.InRange(reuse.Samples, Batch / 4, Batch);
        for (int i = 0; i < Batch; i++)
            if (!reuse.IsNew(i))
                for (int axis = 0; axis < 3; axis++) Assert.Equal(before[axis][i - 1], now[axis][i]);
    }

    [Fact]
    public void Every_target_is_the_distance_of_its_place()
    {
        (float[][] x, float[][] d) = SampledRows.Draw(Sampler(), 40 * Batch, 3 * Batch);
        for (int i = 0; i < d[0].Length; i++)
        {
            Vector3 q = Vector3.Abs(new Vector3(x[0][i], x[1][i], x[2][i]) - new Vector3(0.5f)) - new Vector3(0.3f);
            float expected = Vector3.Max(q, Vector3.Zero).Length() + MathF.Min(MathF.Max(q.X, MathF.Max(q.Y, q.Z)), 0);
            Assert.Equal(expected, d[0][i], 2e-6f);
            Assert.True(s_domain.Contains(new(x[0][i], x[1][i], x[2][i])));
        }
    }

    [Fact]
    public void A_batch_holds_the_parts_that_were_asked_for()
    {
        (_, float[][] d) = SampledRows.Draw(Sampler(), 0, Batch);
        Assert.Equal(Batch / 2, d[0].Count(v => v == 0));
        Assert.InRange(d[0].Count(v => v != 0 && Math.Abs(v) < 0.06), (int)(0.375 * Batch), (int)(0.46 * Batch));
    }

    [Fact]
    public void Splitting_a_batch_drawing_in_another_order_and_going_on_later_change_nothing()
    {
        (float[][] x, float[][] d) = SampledRows.Draw(Sampler(), 0, 70 * Batch);
        SurfaceSampler later = Sampler();
        foreach ((int first, int count) in ((int, int)[])[(60 * Batch, 100), ((60 * Batch) + 100, 2000), (31, 700), (69 * Batch, Batch)])
        {
            (float[][] partX, float[][] partD) = SampledRows.Draw(later, first, count);
            for (int c = 0; c < 3; c++) Assert.Equal(x[c][first..(first + count)], partX[c]);
            Assert.Equal(d[0][first..(first + count)], partD[0]);
        }
    }

    [Fact]
    public void No_place_is_trained_more_than_four_times()
    {
        (float[][] x, float[][] d) = SampledRows.Draw(Sampler(), 0, 200 * Batch);
        int[] uses =
            [.. Enumerable.Range(0, d[0].Length).GroupBy(i => (x[0][i], x[1][i], x[2][i])).Select(g => g.Count())];
        Assert.Equal(SurfaceSampler.Uses, uses.Max());
        Assert.InRange(uses.Count(u => u == SurfaceSampler.Uses) / (double)uses.Length, 0.1, 0.25);
    }

    [Fact]
    public void Another_seed_draws_other_places()
        => Assert.NotEqual(
            SampledRows.Draw(Sampler(1), 0, Batch).Inputs[0], SampledRows.Draw(Sampler(2), 0, Batch).Inputs[0]);

    [Fact]
    public void Samples_of_points_are_on_them_beside_them_anywhere_and_on_the_border()
    {
        Vector3[] points = [new(0.3f, 0.4f, 0.5f), new(0.6f, 0.5f, 0.4f)], normals = [Vector3.UnitX, -Vector3.UnitY];
        CloudSampler sampler = new(
            points, normals, [0.01f, 0.02f], s_domain, new(0.5, 0.25, 0.25, 0), new() { BatchSize = Batch });
        (float[][] x, float[][] t) = SampledRows.Draw(sampler, 5 * Batch, Batch);
        for (int i = 0; i < Batch; i++)
        {
            Vector3 place = new(x[0][i], x[1][i], x[2][i]), normal = new(t[1][i], t[2][i], t[3][i]);
            int point = Array.IndexOf(points, place);
            Assert.Equal(point >= 0 ? 1 : x.Any(r => r[i] is 0.05f or >= 0.949999f) ? 2 : 0, t[0][i]);
            Assert.Equal(point >= 0 ? normals[point] : Vector3.Zero, normal);
        }
        Assert.Equal((256, 32), (t[0].Count(k => k == 1), t[0].Count(k => k == 2)));
    }
}
