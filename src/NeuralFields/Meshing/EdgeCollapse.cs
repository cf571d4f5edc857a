using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Meshing;

/// <summary>Collapses edges of a mesh, the cheapest first.</summary>
/// <remarks>
/// A merged vertex has the sum of both quadrics, so the cost of an edge can only rise: it is computed anew when the
/// edge comes up, not each time that a neighbour changes. Closed manifolds stay such by the link condition (Dey,
/// Edelsbrunner, Guha and Nekhayev 1999, Topology Preserving Edge Contraction).
/// </remarks>
internal sealed class EdgeCollapse
{
    // Beside the planes of its triangles a vertex is held to its place by this part of their weight: flat parts then
    // have a best place, and keep triangles of even size.
    private const double PlaceWeight = 1e-3;

    // Border edges are held by planes upright on their triangles, of this weight relative to the triangles' own.
    private const double BorderWeight = 100;

    // The cosine by which a triangle may turn at most.
    private const float LeastTurnCosine = 0.25f;

    private readonly Vector3[] _positions;
    private readonly Vector3[]? _normals, _colors;
    private readonly CornerLists _corners;
    private readonly Quadric[] _quadrics;
    private readonly int[] _mergedInto, _changed, _marks;
    private readonly bool[] _isBorder;
    private readonly CollapseQueue _queue = new();
    private readonly List<int> _aroundA = [], _aroundB = [];
    private int _time, _mark, _triangles;

    /// <summary>Collapses of a mesh; its arrays are copied.</summary>
    public EdgeCollapse(TriangleMesh mesh)
    {
        (_positions, _normals, _colors) = ([.. mesh.Positions], Copy(mesh.Normals), Copy(mesh.Colors));
        Indices = [.. mesh.Indices];
        (_corners, _triangles) = (new(mesh.VertexCount, Indices), mesh.TriangleCount);
        _quadrics = new Quadric[mesh.VertexCount];
        _mergedInto = [.. Enumerable.Range(0, mesh.VertexCount)];
        (_changed, _marks) = (new int[mesh.VertexCount], new int[mesh.VertexCount]);
        _isBorder = new bool[mesh.VertexCount];
        for (int t = 0; t < mesh.TriangleCount; t++) AddPlane(3 * t);
        for (int v = 0; v < mesh.VertexCount; v++) AddBorders(v);
    }

    /// <summary>[triangles × 3] vertex numbers; negative where a triangle is gone.</summary>
    public int[] Indices { get; }

    /// <summary>The mesh as it is, with dead triangles and vertices that nothing uses.</summary>
    public TriangleMesh ToMesh(TriangleMesh source) => source with
    {
        Positions = _positions,
        Normals = _normals,
        Colors = _colors,
        Indices = Indices,
    };

    /// <summary>Whether a triangle is gone.</summary>
    public bool IsDead(int triangle) => _corners.IsDead(triangle);

    /// <summary>Collapses edges until no more triangles than asked for are left, or no edge can be collapsed.</summary>
    public void Run(int triangles)
    {
        for (int before = _triangles + 1; _triangles > triangles && _triangles < before;)
        {
            // What was refused may be possible now that its neighbours have changed.
            before = _triangles;
            QueueAll();
            while (_triangles > triangles && _queue.Count > 0) Step();
        }
    }

    private static Vector3[]? Copy(Vector3[]? values) => values is null ? null : [.. values];

    private void AddPlane(int corner)
    {
        (int a, int b, int c) = (Indices[corner], Indices[corner + 1], Indices[corner + 2]);
        Vector3 cross = Vector3.Cross(_positions[b] - _positions[a], _positions[c] - _positions[a]);
        float length = cross.Length();
        if (!(length > 0)) return;
        Quadric plane = Quadric.OfPlane(cross / length, _positions[a], length);
        foreach (int v in (ReadOnlySpan<int>)[a, b, c])
            _quadrics[v] = _quadrics[v] + plane + Quadric.OfPlace(_positions[v], PlaceWeight * length);
    }

    /// <summary>Adds the border edges that leave a vertex in the sense of their triangles.</summary>
    private void AddBorders(int vertex)
    {
        _corners.Around(vertex, _aroundA);
        foreach (int corner in _aroundA)
        {
            int other = _corners.Vertex(CornerLists.After(corner)), uses = 0;
            foreach (int c in _aroundA)
                if (_corners.Vertex(CornerLists.After(c)) == other || _corners.Vertex(CornerLists.Before(c)) == other) uses++;
            if (uses == 1) AddBorder(vertex, other, _corners.Vertex(CornerLists.Before(corner)));
        }
    }

    private void AddBorder(int from, int to, int third)
    {
        (_isBorder[from], _isBorder[to]) = (true, true);
        Vector3 edge = _positions[to] - _positions[from];
        Vector3 upright = Vector3.Cross(edge, Vector3.Cross(edge, _positions[third] - _positions[from]));
        float length = upright.Length();
        if (!(length > 0)) return;
        Quadric plane =
            Quadric.OfPlane(upright / length, _positions[from], BorderWeight * edge.LengthSquared());
        (_quadrics[from], _quadrics[to]) = (_quadrics[from] + plane, _quadrics[to] + plane);
    }

    private void QueueAll()
    {
        for (int v = 0; v < _positions.Length; v++)
        {
            _corners.Around(v, _aroundA);
            _mark++;
            foreach (int corner in _aroundA)
            {
                Offer(v, _corners.Vertex(CornerLists.After(corner)));
                Offer(v, _corners.Vertex(CornerLists.Before(corner)));
            }
        }
    }

    private void Offer(int vertex, int other)
    {
        if (other < vertex || _marks[other] == _mark) return;
        _marks[other] = _mark;
        _queue.Add(Price(vertex, other).Candidate);
    }

    private (CollapseCandidate Candidate, Vector3 Place) Price(int a, int b)
    {
        (Point3 place, double cost) = (_quadrics[a] + _quadrics[b]).Least();
        float price = double.IsNaN(cost) ? float.PositiveInfinity : (float)cost;
        return (new(price, a, b, _time), place.ToVector3());
    }

    /// <summary>Looks at the cheapest edge: its cost may have risen, its ends may have been merged with others.</summary>
    private void Step()
    {
        CollapseCandidate first = _queue.First;
        (int a, int b) = (Find(first.A), Find(first.B));
        (CollapseCandidate now, Vector3 place) = Price(Math.Min(a, b), Math.Max(a, b));
        bool isStale = _changed[a] > first.Time || _changed[b] > first.Time;
        if (a == b || float.IsInfinity(now.Cost)) _queue.RemoveFirst();
        else if (isStale && first.IsBefore(now)) _queue.ReplaceFirst(now);
        else
        {
            _queue.RemoveFirst();
            if (IsAllowed(now.A, now.B, place)) Collapse(now.A, now.B, place);
        }
    }

    private int Find(int vertex)
    {
        while (_mergedInto[vertex] != vertex) vertex = _mergedInto[vertex] = _mergedInto[_mergedInto[vertex]];
        return vertex;
    }

    private bool IsAllowed(int a, int b, Vector3 place)
    {
        _corners.Around(a, _aroundA);
        _corners.Around(b, _aroundB);
        return KeepsManifold(a, b) && !TurnsAny(_aroundA, a, b, place) && !TurnsAny(_aroundB, b, a, place);
    }

    /// <summary>The link condition: the ends share no neighbours but the third corners of the edge's triangles.</summary>
    private bool KeepsManifold(int a, int b)
    {
        int shared = 0, common = 0;
        _mark++;
        foreach (int corner in _aroundA)
        {
            (int after, int before) = (_corners.Vertex(CornerLists.After(corner)), _corners.Vertex(CornerLists.Before(corner)));
            (_marks[after], _marks[before]) = (_mark, _mark);
            if (after == b || before == b) shared++;
        }
        foreach (int corner in _aroundB)
        {
            Count(_corners.Vertex(CornerLists.After(corner)));
            Count(_corners.Vertex(CornerLists.Before(corner)));
        }
        // An edge of a tetrahedron meets the rule for vertices, and would leave two triangles back to back. An inner
        // edge between two border vertices would pinch the surface.
        return common == shared && shared is 1 or 2 && !(_aroundA.Count == 3 && _aroundB.Count == 3)
            && !(shared == 2 && _isBorder[a] && _isBorder[b]) && !(shared == 1 && _aroundA.Count + _aroundB.Count <= 3);

        void Count(int vertex)
        {
            if (_marks[vertex] != _mark) return;
            _marks[vertex] = 0;
            common++;
        }
    }

    private bool TurnsAny(List<int> corners, int vertex, int other, Vector3 place)
    {
        Vector3 old = _positions[vertex];
        foreach (int corner in corners)
        {
            (int after, int before) = (_corners.Vertex(CornerLists.After(corner)), _corners.Vertex(CornerLists.Before(corner)));
            if (after == other || before == other) continue;
            (Vector3 p, Vector3 q) = (_positions[after], _positions[before]);
            Vector3 was = Vector3.Cross(p - old, q - old), becomes = Vector3.Cross(p - place, q - place);
            float cosine = Vector3.Dot(was, becomes);
            if (!(cosine > LeastTurnCosine * MathF.Sqrt(was.LengthSquared() * becomes.LengthSquared()))) return true;
        }
        return false;
    }

    private void Collapse(int kept, int gone, Vector3 place)
    {
        float from = Vector3.Distance(_positions[kept], place), to = Vector3.Distance(_positions[gone], place);
        float part = from + to > 0 ? from / (from + to) : 0.5f;
        if (_colors is not null) _colors[kept] = Vector3.Lerp(_colors[kept], _colors[gone], part);
        if (_normals is not null) _normals[kept] = Blend(_normals[kept], _normals[gone], part);
        foreach (int corner in _aroundB)
            if (_corners.Vertex(CornerLists.After(corner)) == kept || _corners.Vertex(CornerLists.Before(corner)) == kept)
            {
                _corners.Remove(corner);
                _triangles--;
            }
        _corners.Merge(kept, gone, _aroundB);
        (_positions[kept], _quadrics[kept]) = (place, _quadrics[kept] + _quadrics[gone]);
        (_mergedInto[gone], _isBorder[kept]) = (kept, _isBorder[kept] || _isBorder[gone]);
        _changed[kept] = ++_time;
    }

    private static Vector3 Blend(Vector3 one, Vector3 other, float part)
    {
        Vector3 sum = Vector3.Lerp(one, other, part);
        return sum.LengthSquared() > 0 ? Vector3.Normalize(sum) : one;
    }
}
