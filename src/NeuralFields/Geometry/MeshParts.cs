namespace NeuralFields.Geometry;

/// <summary>The parts of a mesh that share no vertex, by union of sets.</summary>
internal static class MeshParts
{
    /// <summary>Counts parts, and vertices of no triangle.</summary>
    public static (int Parts, int Unused) Count(int vertices, ReadOnlySpan<int> indices)
    {
        int[] roots = Roots(vertices, indices);
        bool[] used = new bool[vertices];
        foreach (int vertex in indices) used[vertex] = true;
        int parts = 0, unused = 0;
        for (int i = 0; i < vertices; i++)
        {
            if (!used[i]) unused++;
            else if (roots[i] == i) parts++;
        }
        return (parts, unused);
    }

    /// <summary>Per vertex the vertex that stands for its part.</summary>
    public static int[] Roots(int vertices, ReadOnlySpan<int> indices)
    {
        int[] parent = new int[vertices];
        for (int i = 0; i < vertices; i++) parent[i] = i;
        for (int i = 0; i + 3 <= indices.Length; i += 3)
        {
            int root = Root(parent, indices[i]);
            for (int k = 1; k < 3; k++) parent[Root(parent, indices[i + k])] = root;
        }
        for (int i = 0; i < vertices; i++) parent[i] = Root(parent, i);
        return parent;
    }

    private static int Root(int[] parent, int vertex)
    {
        while (parent[vertex] != vertex)
        {
            // Halving the path keeps the trees flat.
            parent[vertex] = parent[parent[vertex]];
            vertex = parent[vertex];
        }
        return vertex;
    }
}
