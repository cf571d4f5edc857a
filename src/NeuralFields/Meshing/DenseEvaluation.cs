using System.Numerics;

namespace NeuralFields.Meshing;

/// <summary>Evaluates a field everywhere, a few layers at a time, and extracts them before it goes on.</summary>
internal static class DenseEvaluation
{
    /// <summary>Values kept at once (128 MB), unless one run of layers needs more.</summary>
    private const int MaxValues = 1 << 25;

    /// <summary>The surface of the whole grid.</summary>
    public static LevelSurface Run(SampleGrid grid, float level, FieldProbe probe, ParallelOptions options)
    {
        int runs = Math.Max(1, MaxValues / grid.SliceCount / LevelExtraction.LayersPerPiece);
        int layers = Math.Min(grid.CountZ - 1, runs * LevelExtraction.LayersPerPiece);
        float[] values = GC.AllocateUninitializedArray<float>(checked((layers + 1) * grid.SliceCount));
        List<SurfacePiece> pieces = [];
        Evaluate(grid, 0, values.AsSpan(0, grid.SliceCount), probe);
        for (int first = 0; first < grid.CountZ - 1; first += layers)
        {
            int last = Math.Min(grid.CountZ - 1, first + layers);
            Evaluate(grid, first + 1, values.AsSpan(grid.SliceCount, (last - first) * grid.SliceCount), probe);
            DenseSlices slices = new(values, grid.SliceCount, first);
            pieces.AddRange(LevelExtraction.Pieces(grid, slices, level, first, last, options));
            values.AsSpan((last - first) * grid.SliceCount, grid.SliceCount).CopyTo(values);
        }
        return LevelExtraction.Join(pieces, options);
    }

    private static void Evaluate(SampleGrid grid, int firstSlice, Span<float> values, FieldProbe probe)
    {
        Vector3[] places = new Vector3[Math.Min(values.Length, FieldProbe.BatchSize)];
        for (int first = 0; first < values.Length; first += places.Length)
        {
            int count = Math.Min(places.Length, values.Length - first);
            for (int i = 0; i < count; i++)
            {
                (int slice, int inSlice) = int.DivRem(first + i, grid.SliceCount);
                places[i] = grid.Place(inSlice % grid.CountX, inSlice / grid.CountX, firstSlice + slice);
            }
            probe.Evaluate(places.AsSpan(0, count), values.Slice(first, count));
        }
    }
}
