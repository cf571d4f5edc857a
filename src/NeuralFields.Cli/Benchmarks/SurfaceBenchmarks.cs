using System.Numerics;
using NeuralFields.Distances;
using NeuralFields.Geometry;
using NeuralFields.Meshing;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>Meshes out of values, and exact distances to them, on a sphere with the waves of a gyroid.</summary>
internal sealed class SurfaceBenchmarks : BenchmarkGroup
{
    private const int Side = 256, Places = 1 << 18;

    private static readonly Box3 s_box = new(new(-1, -1, -1), new(1, 1, 1));

    public override string Name => "surface";

    public override string Summary => "marching cubes on 256^3 values, and signed distances to 100,000 triangles";

    public override IEnumerable<BenchmarkCase> Prepare(Workbench bench)
    {
        SampleGrid fine = SampleGrid.Over(s_box, Side - 1), coarse = SampleGrid.Over(s_box, Side / 2);
        float[] values = Values(fine);
        TriangleMesh mesh = MarchingCubes.Extract(Values(coarse), coarse);
        foreach (int threads in bench.ThreadCounts)
        {
            yield return BenchmarkCase.Timed(
                $"{Side}^3 values", "extract", threads, () => MarchingCubes.Extract(values, fine, 0, threads)) with
            {
                Samples = fine.Count,
            };
            SignedDistance distance = bench.Keep(new SignedDistance(mesh, SignRule.Winding, threads));
            Vector3[] places = new Vector3[Places];
            new BoxPoints(s_box).Fill(1, 0, places);
            float[] distances = new float[Places];
            yield return BenchmarkCase.Timed(
                $"{mesh.TriangleCount} triangles", "distance", threads, () => distance.Query(places, distances)) with
            {
                Samples = Places,
            };
        }
    }

    /// <summary>|p| − 0.7 + 0.08 (sin 12x cos 12y + sin 12y cos 12z + sin 12z cos 12x), not on any numeric path.</summary>
    private static float[] Values(SampleGrid grid)
    {
        float[] values = new float[grid.Count];
        Parallel.For(0, grid.CountZ, z =>
        {
            for (int y = 0; y < grid.CountY; y++)
                for (int x = 0; x < grid.CountX; x++)
                {
                    Vector3 p = grid.Place(x, y, z), q = 12 * p;
                    float waves = (MathF.Sin(q.X) * MathF.Cos(q.Y)) + (MathF.Sin(q.Y) * MathF.Cos(q.Z)) +
                        (MathF.Sin(q.Z) * MathF.Cos(q.X));
                    values[((((z * grid.CountY) + y) * grid.CountX) + x)] = p.Length() - 0.7f + (0.08f * waves);
                }
        });
        return values;
    }
}
