using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Distances;

/// <summary>
/// Which triangles meet at which sides, where vertices of equal position count as one. Half-edge 3t + k runs from
/// corner k of triangle t to the next; triangles with two equal corners have none.
/// </summary>
internal sealed class MeshTopology
{
    private readonly int[] _vertices, _sides, _starts;

    /// <summary>Finds the sides of a mesh.</summary>
    public MeshTopology(TriangleMesh mesh)
    {
        Mesh = mesh;
        _vertices = Weld(mesh);
        int[] halfEdges = [.. Enumerable.Range(0, _vertices.Length).Where(h => !IsDegenerate(h / 3))];
        ulong[] keys = [.. halfEdges.Select(Key)];
        Array.Sort(keys, halfEdges);
        List<int> starts = [];
        SideOf = new int[_vertices.Length];
        Array.Fill(SideOf, -1);
        for (int i = 0; i < keys.Length; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1]) starts.Add(i);
            SideOf[halfEdges[i]] = starts.Count - 1;
        }
        SideCount = starts.Count;
        starts.Add(keys.Length);
        (_sides, _starts) = (halfEdges, [.. starts]);
        // Sorting by key alone leaves the order within a side open.
        for (int side = 0; side < SideCount; side++) Array.Sort(_sides, _starts[side], Side(side).Length);
    }

    /// <summary>The mesh.</summary>
    public TriangleMesh Mesh { get; }

    /// <summary>Vertices of different position.</summary>
    public int VertexCount { get; private set; }

    /// <summary>Sides.</summary>
    public int SideCount { get; }

    /// <summary>[half-edges] the side of each; −1 for those of triangles with two equal corners.</summary>
    public int[] SideOf { get; }

    /// <summary>The half-edges of a side, in ascending order.</summary>
    public ReadOnlySpan<int> Side(int side) => _sides.AsSpan(_starts[side], _starts[side + 1] - _starts[side]);

    /// <summary>The vertex where a half-edge starts.</summary>
    public int From(int halfEdge) => _vertices[halfEdge];

    /// <summary>The vertex where a half-edge ends.</summary>
    public int To(int halfEdge) => _vertices[halfEdge % 3 == 2 ? halfEdge - 2 : halfEdge + 1];

    /// <summary>Whether a half-edge runs from the lower to the higher vertex.</summary>
    public bool IsUpward(int halfEdge) => From(halfEdge) < To(halfEdge);

    /// <summary>Whether two corners of a triangle have the same position.</summary>
    public bool IsDegenerate(int triangle)
    {
        int a = _vertices[3 * triangle], b = _vertices[(3 * triangle) + 1], c = _vertices[(3 * triangle) + 2];
        return a == b || b == c || c == a;
    }

    private ulong Key(int halfEdge)
    {
        uint from = (uint)From(halfEdge), to = (uint)To(halfEdge);
        return ((ulong)Math.Min(from, to) << 32) | Math.Max(from, to);
    }

    private int[] Weld(TriangleMesh mesh)
    {
        Dictionary<Vector3, int> numbers = new(mesh.VertexCount);
        int[] welded = new int[mesh.VertexCount];
        for (int i = 0; i < welded.Length; i++)
            if (!numbers.TryGetValue(mesh.Positions[i], out welded[i]))
                numbers.Add(mesh.Positions[i], welded[i] = numbers.Count);
        VertexCount = numbers.Count;
        return [.. mesh.Indices.Take(3 * mesh.TriangleCount).Select(index => welded[index])];
    }
}
