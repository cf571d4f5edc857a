using System.Numerics;

namespace NeuralFields.Meshing;

/// <summary>
/// Moves vertices onto the level set, along their grid edges: they stay between the edges' ends, so no triangle turns
/// over and no two vertices meet.
/// </summary>
internal static class LevelRefinement
{
    /// <summary>Where on their edges the vertices lie.</summary>
    /// <param name="crossings">Vertices on edges.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="level">The level.</param>
    /// <param name="steps">Evaluations per vertex.</param>
    /// <param name="probe">The field.</param>
    public static float[] Run(
        ReadOnlySpan<EdgeCrossing> crossings, SampleGrid grid, float level, int steps, FieldProbe probe)
    {
        float[] fractions = GC.AllocateUninitializedArray<float>(crossings.Length);
        int batch = Math.Min(crossings.Length, FieldProbe.BatchSize);
        (EdgeRoot[] roots, Vector3[] places, float[] values) = (new EdgeRoot[batch], new Vector3[batch], new float[batch]);
        for (int first = 0; first < crossings.Length; first += batch)
        {
            int count = Math.Min(batch, crossings.Length - first);
            Refine(
                crossings.Slice(first, count), grid, level, steps, probe, roots.AsSpan(0, count),
                places.AsSpan(0, count), values.AsSpan(0, count));
            for (int i = 0; i < count; i++) fractions[first + i] = roots[i].Fraction;
        }
        return fractions;
    }

    private static void Refine(
        ReadOnlySpan<EdgeCrossing> crossings, SampleGrid grid, float level, int steps, FieldProbe probe,
        Span<EdgeRoot> roots, Span<Vector3> places, Span<float> values)
    {
        for (int i = 0; i < roots.Length; i++) roots[i] = new(crossings[i].Start - level, crossings[i].End - level);
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < roots.Length; i++)
                places[i] = LevelSurface.Place(grid, crossings[i], roots[i].Fraction);
            probe.Evaluate(places, values);
            for (int i = 0; i < roots.Length; i++) roots[i].Take(roots[i].Fraction, values[i] - level);
        }
    }
}
