using System.Numerics;

namespace NeuralFields.Meshing;

/// <summary>A level set on a grid: its vertices as crossings of grid edges, and its triangles.</summary>
/// <param name="Crossings">Vertices on edges.</param>
/// <param name="Centers">
/// Per vertex inside a cube, where the triangles around it begin in the indices, and how many they are; numbered after
/// the vertices on edges.
/// </param>
/// <param name="Indices">[triangles × 3] vertex numbers.</param>
internal sealed record LevelSurface(
    EdgeCrossing[] Crossings, (int FirstIndex, int TriangleCount)[] Centers, int[] Indices)
{
    /// <summary>Vertices handled at once.</summary>
    private const int ChunkSize = 1 << 14;

    /// <summary>Vertices.</summary>
    public int VertexCount => Crossings.Length + Centers.Length;

    /// <summary>Places of all vertices.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="level">The level, for crossings where no fraction is given.</param>
    /// <param name="fractions">[crossings] where on their edges they lie; empty for a straight line.</param>
    /// <param name="options">Threads.</param>
    public Vector3[] Place(SampleGrid grid, float level, ReadOnlyMemory<float> fractions, ParallelOptions options)
    {
        Vector3[] places = GC.AllocateUninitializedArray<Vector3>(VertexCount);
        Parallel.For(0, (Crossings.Length + ChunkSize - 1) / ChunkSize, options, chunk =>
        {
            ReadOnlySpan<float> given = fractions.Span;
            int end = Math.Min(Crossings.Length, (chunk + 1) * ChunkSize);
            for (int i = chunk * ChunkSize; i < end; i++)
                places[i] = Place(grid, Crossings[i], given.IsEmpty ? Crossings[i].Fraction(level) : given[i]);
        });
        for (int i = 0; i < Centers.Length; i++) places[Crossings.Length + i] = CenterOf(Centers[i], places);
        return places;
    }

    /// <summary>A place on a crossing's edge.</summary>
    public static Vector3 Place(SampleGrid grid, in EdgeCrossing at, float fraction)
        => grid.Place(
            at.X + (at.Axis == 0 ? fraction : 0), at.Y + (at.Axis == 1 ? fraction : 0),
            at.Z + (at.Axis == 2 ? fraction : 0));

    /// <summary>Whether it meets the grid's border, hence is open there.</summary>
    public bool TouchesBorder(SampleGrid grid)
    {
        foreach (EdgeCrossing c in Crossings)
            if ((c.Axis != 0 && (c.X == 0 || c.X == grid.CountX - 1))
                || (c.Axis != 1 && (c.Y == 0 || c.Y == grid.CountY - 1))
                || (c.Axis != 2 && (c.Z == 0 || c.Z == grid.CountZ - 1))) return true;
        return false;
    }

    /// <summary>The mean of the loop around a vertex: each of its triangles names the vertex and the next two.</summary>
    private Vector3 CenterOf((int FirstIndex, int TriangleCount) fan, Vector3[] places)
    {
        Vector3 sum = Vector3.Zero;
        for (int t = 0; t < fan.TriangleCount; t++) sum += places[Indices[fan.FirstIndex + (3 * t) + 1]];
        return sum / fan.TriangleCount;
    }
}
