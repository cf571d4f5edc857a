using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Meshing;
using NeuralFields.Numerics;

namespace NeuralFields.Tests.Meshing;

public sealed class MarchingCubesTests
{
    private static readonly Func<Pcg32, (float, Pcg32)>[] s_noises =
    [
        // Every combination of sides and answers; values that meet the level; no numbers; both infinities.
        r => (r.NextFloat() - 0.5f, r),
        r => ((int)r.NextBounded(3) - 1, r),
        r => (r.NextBounded(5) == 0 ? float.NaN : r.NextFloat() - 0.7f, r),
        r => (r.NextBounded(2) == 0 ? float.NegativeInfinity : float.PositiveInfinity, r),
        r => (r.NextBounded(2) == 0 ? float.MaxValue : -float.MaxValue, r),
    ];

    public static TheoryData<int, int> Noises
    {
        get
        {
            TheoryData<int, int> cases = [];
            for (int noise = 0; noise < s_noises.Length; noise++)
                for (int seed = 0; seed < 12; seed++) cases.Add(noise, seed);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Noises))]
    public void Noise_away_from_the_border_gives_a_closed_manifold(int noise, int seed)
    {
        Pcg32 random = new((ulong)seed, 5);
        SampleGrid grid = Unit(
            3 + (int)random.NextBounded(80), 3 + (int)random.NextBounded(12), 3 + (int)random.NextBounded(40));
        TriangleMesh mesh = MarchingCubes.Extract(Noise(grid, s_noises[noise], random), grid);
        Manifold.AssertClosed(mesh);
        Assert.Equal(mesh.VertexCount, mesh.Positions.Distinct().Count());
    }

    [Fact]
    public void Threads_change_nothing()
    {
        SampleGrid grid = Unit(70, 20, 90);
        float[] values = Noise(grid, s_noises[0], new Pcg32(7, 7));
        TriangleMesh one = MarchingCubes.Extract(values, grid, threads: 1);
        TriangleMesh many = MarchingCubes.Extract(values, grid, threads: 5);
        Assert.Equal(one.Positions, many.Positions);
        Assert.Equal(one.Indices, many.Indices);
    }

    [Fact]
    public void A_ball_has_its_volume_and_looks_outwards()
    {
        SampleGrid grid = SampleGrid.Over(new(new(-1, -1, -1), new(1, 1, 1)), 60);
        TriangleMesh mesh = MarchingCubes.Extract(Values(grid, p => p.Length()), grid, level: 0.8f);
        Manifold.AssertClosed(mesh);
        Assert.Equal(4 * Math.PI / 3 * 0.512, Manifold.Volume(mesh), 0.01);
        Assert.All(mesh.Positions, p => Assert.Equal(0.8, p.Length(), 1e-3));
        Assert.Equal(1, MeshReport.Of(mesh).Components);
    }

    [Fact]
    public void The_decider_joins_what_the_saddle_joins()
    {
        // Two balls that overlap a little, seen on a grid so coarse that their bridge shows on faces alone.
        foreach ((float inside, int components) in new[] { (-3f, 1), (-0.3f, 2) })
        {
            SampleGrid grid = Unit(4, 4, 3);
            float[] values = [.. Enumerable.Repeat(1f, (int)grid.Count)];
            values[(4 * 4) + (4 * 1) + 1] = values[(4 * 4) + (4 * 2) + 2] = inside;
            Assert.Equal(components, MeshReport.Of(MarchingCubes.Extract(values, grid)).Components);
        }
    }

    [Fact]
    public void A_plane_is_open_at_the_border_alone()
    {
        SampleGrid grid = SampleGrid.Over(new(new(0, 0, 0), new(1, 2, 3)), 12);
        TriangleMesh mesh = MarchingCubes.Extract(Values(grid, p => p.Z - 1.3f), grid);
        Assert.Equal((grid.CountX - 1) * (grid.CountY - 1) * 2, mesh.TriangleCount);
        Assert.Equal(2 * (grid.CountX + grid.CountY - 2), Manifold.OpenEdges(mesh));
        Assert.All(mesh.Positions, p => Assert.Equal(1.3f, p.Z, 1e-6f));
    }

    [Fact]
    public void Without_a_level_set_there_is_no_triangle()
    {
        SampleGrid grid = Unit(5, 5, 5);
        Assert.Equal(0, MarchingCubes.Extract(new float[125], grid).TriangleCount);
        Assert.Equal(0, MarchingCubes.Extract(new float[125], grid, level: 1).TriangleCount);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MarchingCubes.Extract(new float[124], Unit(5, 5, 5)));
        Assert.Throws<ArgumentException>(() => MarchingCubes.Extract(new float[5], Unit(5, 1, 1)));
        Assert.Throws<InputException>(() => SampleGrid.Over(Box3.Empty, 8));
        Assert.Throws<InputException>(() => SampleGrid.Over(new(new(0, 0, 0), new(1, 1, 1)), SampleGrid.MaxCount));
    }

    private static SampleGrid Unit(int x, int y, int z) => new(x, y, z, Point3.Zero, new(1, 1, 1));

    private static float[] Values(SampleGrid grid, Func<Vector3, float> f)
    {
        float[] values = new float[grid.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = f(grid.Place(i % grid.CountX, i / grid.CountX % grid.CountY, i / grid.SliceCount));
        return values;
    }

    private static float[] Noise(SampleGrid grid, Func<Pcg32, (float, Pcg32)> draw, Pcg32 random)
    {
        float[] values = new float[grid.Count];
        for (int i = 0; i < values.Length; i++)
        {
            (int x, int y, int z) = (i % grid.CountX, i / grid.CountX % grid.CountY, i / grid.SliceCount);
            (float value, random) = draw(random);
            bool isBorder = x == 0 || y == 0 || z == 0 || x == grid.CountX - 1 || y == grid.CountY - 1 || z == grid.CountZ - 1;
            values[i] = isBorder ? 1 : value;
        }
        return values;
    }
}
