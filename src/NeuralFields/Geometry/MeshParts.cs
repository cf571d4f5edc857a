namespace NeuralFields.Geometry;

/// <summary>The parts of a mesh that share no vertex, by union of sets.</summary>
internal static class MeshParts
{
    /// <summary>Counts parts, and vertices of no triangle.</summary>
    public static (int Parts, int Unused) Count(int vertices, ReadOnlySpan<int> indices)
    {
        int[] parent = new int[vertices];
        for (int i = 0; i < vertices; i++) parent[i] = i;
        bool[] used = new bool[vertices];
        for (int i = 0; i + 3 <= indices.Length; i += 3)
        {
            int root = Root(parent, indices[i]);
            for (int k = 0; k < 3; k++)
            {
                used[indices[i + k]] = true;
                parent[Root(parent, indices[i + k])] = root;
            }
        }
        int parts = 0, unused = 0;
        for (int i = 0; i < vertices; i++)
        {
            if (!used[i]) unused++;
            else if (parent[i] == i) parts++;
        }
        return (parts, unused);
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
