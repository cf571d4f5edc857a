namespace NeuralFields.Rendering.Surfaces;

/// <summary>
/// Holds a lattice to what distances can be: from node to node they grow by no more than the nodes lie apart. A field
/// that says more overestimates, and the lattice would lead rays through thin parts.
/// </summary>
/// <remarks>Two passes of a distance transform over 26 neighbours (Borgefors 1986).</remarks>
internal static class SlopeLimit
{
    /// <summary>
    /// The part of a limited distance that is sure: ways from node to node along edges and diagonals are up to 1.13
    /// times as long as the straight one.
    /// </summary>
    public const float Certainty = 0.88f;

    /// <summary>Half of the neighbours: those that come earlier in the order of nodes.</summary>
    private static readonly (int X, int Y, int Z)[] s_earlier =
    [
        (-1, 0, 0), (-1, -1, 0), (0, -1, 0), (1, -1, 0), (-1, -1, -1), (0, -1, -1), (1, -1, -1), (-1, 0, -1), (0, 0, -1),
        (1, 0, -1), (-1, 1, -1), (0, 1, -1), (1, 1, -1),
    ];

    /// <summary>Lowers nodes outside of the surface; those inside stay as they are.</summary>
    /// <param name="distances">[z, y, x] distances at the nodes.</param>
    /// <param name="counts">Nodes per axis.</param>
    /// <param name="cell">Distance from node to node.</param>
    public static void Apply(Span<float> distances, (int X, int Y, int Z) counts, float cell)
    {
        Pass(distances, counts, cell, direction: 1);
        Pass(distances, counts, cell, direction: -1);
    }

    private static void Pass(Span<float> distances, (int X, int Y, int Z) counts, float cell, int direction)
    {
        Span<float> lengths = stackalloc float[s_earlier.Length];
        for (int k = 0; k < lengths.Length; k++)
            lengths[k] = cell * MathF.Sqrt(Math.Abs(s_earlier[k].X) + Math.Abs(s_earlier[k].Y) + Math.Abs(s_earlier[k].Z));
        int first = direction > 0 ? 0 : distances.Length - 1;
        for (int n = 0, i = first; n < distances.Length; n++, i += direction)
        {
            float most = distances[i];
            if (most <= 0) continue;
            (int yz, int x) = Math.DivRem(i, counts.X);
            (int z, int y) = Math.DivRem(yz, counts.Y);
            for (int k = 0; k < lengths.Length; k++)
            {
                int u = x + (direction * s_earlier[k].X), v = y + (direction * s_earlier[k].Y);
                int w = z + (direction * s_earlier[k].Z);
                if ((uint)u >= (uint)counts.X || (uint)v >= (uint)counts.Y || (uint)w >= (uint)counts.Z) continue;
                float neighbor = distances[(((w * counts.Y) + v) * counts.X) + u];
                most = Math.Min(most, Math.Max(0, neighbor) + lengths[k]);
            }
            distances[i] = most;
        }
    }
}
