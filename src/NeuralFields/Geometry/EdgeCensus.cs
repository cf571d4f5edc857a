namespace NeuralFields.Geometry;

/// <summary>Counts the edges of a mesh of unique vertices by the triangles that share them.</summary>
internal readonly record struct EdgeCensus
{
    /// <summary>Edges between different vertices.</summary>
    public int Edges { get; private init; }

    /// <summary>Edges of one triangle.</summary>
    public int Open { get; private init; }

    /// <summary>Edges of three triangles or more.</summary>
    public int NonManifold { get; private init; }

    /// <summary>Edges of two triangles that run along it in the same direction.</summary>
    public int Inconsistent { get; private init; }

    /// <param name="indices">[triangles × 3] vertex numbers.</param>
    /// <remarks>Triangles of fewer than three different vertices have no edges. Takes 24 bytes per triangle.</remarks>
    public static EdgeCensus Of(ReadOnlySpan<int> indices)
    {
        ulong[] keys = new ulong[indices.Length];
        int count = 0;
        for (int i = 0; i + 3 <= indices.Length; i += 3)
        {
            int a = indices[i], b = indices[i + 1], c = indices[i + 2];
            if (a == b || b == c || c == a) continue;
            keys[count++] = Key(a, b);
            keys[count++] = Key(b, c);
            keys[count++] = Key(c, a);
        }
        Span<ulong> used = keys.AsSpan(0, count);
        used.Sort();
        return Count(used);
    }

    /// <summary>Both vertices, the smaller first, and the direction in the lowest bit.</summary>
    private static ulong Key(int from, int to)
        => from < to ? ((ulong)from << 32) | ((ulong)to << 1) : ((ulong)to << 32) | ((ulong)from << 1) | 1;

    private static EdgeCensus Count(ReadOnlySpan<ulong> keys)
    {
        int edges = 0, open = 0, nonManifold = 0, inconsistent = 0;
        for (int i = 0; i < keys.Length; edges++)
        {
            int start = i;
            while (i < keys.Length && keys[i] >> 1 == keys[start] >> 1) i++;
            if (i - start == 1) open++;
            else if (i - start > 2) nonManifold++;
            else if (keys[start] == keys[start + 1]) inconsistent++;
        }
        return new EdgeCensus { Edges = edges, Open = open, NonManifold = nonManifold, Inconsistent = inconsistent };
    }
}
