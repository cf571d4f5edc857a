namespace NeuralFields.Meshing;

/// <summary>
/// The triangles around each vertex, as chains of corners (corner 3 t + k is the k-th of triangle t). Two vertices are
/// merged by joining their chains; corners of dead triangles are dropped when a chain is next walked.
/// </summary>
internal sealed class CornerLists
{
    private const int End = -1, Dead = -1;

    private readonly int[] _indices, _next, _head;

    /// <summary>Chains of a mesh.</summary>
    /// <param name="vertexCount">Its vertices.</param>
    /// <param name="indices">[triangles × 3] vertex numbers; changed by merging.</param>
    public CornerLists(int vertexCount, int[] indices)
    {
        (_indices, _next, _head) = (indices, new int[indices.Length], new int[vertexCount]);
        Array.Fill(_head, End);
        for (int corner = indices.Length - 1; corner >= 0; corner--)
            (_next[corner], _head[indices[corner]]) = (_head[indices[corner]], corner);
    }

    /// <summary>The vertex at a corner.</summary>
    public int Vertex(int corner) => _indices[corner];

    /// <summary>Whether a triangle is gone.</summary>
    public bool IsDead(int triangle) => _indices[3 * triangle] == Dead;

    /// <summary>The corner after one, in its triangle.</summary>
    public static int After(int corner) => corner % 3 == 2 ? corner - 2 : corner + 1;

    /// <summary>The corner before one, in its triangle.</summary>
    public static int Before(int corner) => corner % 3 == 0 ? corner + 2 : corner - 1;

    /// <summary>The corners at a vertex.</summary>
    /// <param name="vertex">The vertex.</param>
    /// <param name="corners">Cleared and filled.</param>
    public void Around(int vertex, List<int> corners)
    {
        corners.Clear();
        ref int link = ref _head[vertex];
        while (link != End)
        {
            int corner = link;
            if (_indices[corner] == Dead) link = _next[corner];
            else
            {
                corners.Add(corner);
                link = ref _next[corner];
            }
        }
    }

    /// <summary>Takes a triangle away.</summary>
    public void Remove(int corner)
    {
        int first = corner - (corner % 3);
        _indices.AsSpan(first, 3).Fill(Dead);
    }

    /// <summary>Gives one vertex the corners of another as well.</summary>
    /// <param name="kept">The vertex that stays.</param>
    /// <param name="gone">The vertex that goes.</param>
    /// <param name="goneCorners">Its corners.</param>
    public void Merge(int kept, int gone, List<int> goneCorners)
    {
        foreach (int corner in goneCorners)
        {
            if (_indices[corner] == Dead) continue;
            _indices[corner] = kept;
            _next[corner] = _head[kept];
            _head[kept] = corner;
        }
        _head[gone] = End;
    }
}
