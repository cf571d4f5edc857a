using NeuralFields.Geometry;

namespace NeuralFields.Meshing;

/// <summary>Surfaces out of values on a grid.</summary>
/// <remarks>
/// Lorensen and Cline 1987, with faces decided by the asymptotic decider of Nielson and Hamann 1991. The surface is a
/// closed manifold, at edges and at vertices, wherever it stays away from the grid's border; at the border it is open.
/// That holds for any values: those equal to the level are outside, and so are those that are no numbers.
/// </remarks>
public static class MarchingCubes
{
    /// <summary>The surface on which values meet a level; values below the level are inside.</summary>
    /// <param name="values">[CountZ, CountY, CountX] values.</param>
    /// <param name="grid">Where they lie.</param>
    /// <param name="level">The level.</param>
    /// <param name="threads">Threads to use, 0 for all; the mesh does not depend on them.</param>
    /// <returns>
    /// Shared vertices, at most one per grid edge, relative to <see cref="Point3.Zero"/>; triangles counter-clockwise
    /// seen from where values are at or above the level.
    /// </returns>
    /// <exception cref="ArgumentException">The values are not as many as the grid has places.</exception>
    public static TriangleMesh Extract(ReadOnlyMemory<float> values, SampleGrid grid, float level = 0, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(grid);
        grid.Require();
        if (values.Length != grid.Count)
            throw new ArgumentException($"values.Length is {values.Length}, expected {grid.Count} (one per place).");
        ParallelOptions options = OptionsOf(threads);
        LevelSurface surface = LevelExtraction.Run(grid, new DenseSlices(values, grid.SliceCount), level, options);
        return new(surface.Place(grid, level, default, options), surface.Indices);
    }

    /// <summary>How many threads work.</summary>
    /// <param name="threads">0 for all.</param>
    internal static ParallelOptions OptionsOf(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        return new() { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads };
    }
}
