using System.Collections.Immutable;

namespace NeuralFields.Meshing;

/// <summary>Traces the loops of all cubes and fills them: the maker of <see cref="CubeTable"/>.</summary>
internal sealed class CubeLoops
{
    private const int CornerSides = 256;

    private readonly List<byte> _triangles = [];
    private readonly List<CubeCase> _cases = [];
    private readonly byte[] _ambiguous = new byte[CornerSides];
    private readonly short[] _firstCase = new short[CornerSides];

    public CubeLoops()
    {
        for (int sides = 0; sides < CornerSides; sides++)
        {
            _firstCase[sides] = (short)_cases.Count;
            int[] faces = [.. Enumerable.Range(0, CubeEdges.FaceCount).Where(f => IsAmbiguous(sides, f))];
            foreach (int face in faces) _ambiguous[sides] |= (byte)(1 << face);
            for (int answers = 0; answers < 1 << faces.Length; answers++) AddCase(sides, faces, answers);
        }
        Triangles = [.. _triangles];
        AmbiguousFaces = [.. _ambiguous];
        FirstCase = [.. _firstCase];
        Cases = [.. _cases];
    }

    public ImmutableArray<byte> Triangles { get; }

    public ImmutableArray<byte> AmbiguousFaces { get; }

    public ImmutableArray<short> FirstCase { get; }

    public ImmutableArray<CubeCase> Cases { get; }

    private static bool IsInside(int sides, int corner) => ((sides >> corner) & 1) != 0;

    private static bool IsAmbiguous(int sides, int face)
    {
        bool first = IsInside(sides, CubeEdges.FaceCorner(face, 0));
        return Enumerable.Range(1, 3).All(
            place => (IsInside(sides, CubeEdges.FaceCorner(face, place)) == first) == (place == 2));
    }

    private void AddCase(int sides, int[] faces, int answers)
    {
        int first = _triangles.Count;
        List<List<int>> loops = Trace(sides, face => ((answers >> Array.IndexOf(faces, face)) & 1) != 0);
        foreach (List<int> loop in loops)
            if (DiskFilling.Triangulate(loop) is { } triangles) _triangles.AddRange(triangles.Select(e => (byte)e));
        List<int>? centered = loops.SingleOrDefault(loop => DiskFilling.Triangulate(loop) is null);
        if (centered is not null) AddFan(centered);
        _cases.Add(new(first, (_triangles.Count - first) / 3, centered?.Count ?? 0));
    }

    private void AddFan(List<int> loop)
    {
        for (int i = 0; i < loop.Count; i++)
            _triangles.AddRange([CubeTable.Center, (byte)loop[i], (byte)loop[(i + 1) % loop.Count]]);
    }

    /// <summary>Loops of edges, each counter-clockwise for who looks from outside the solid.</summary>
    private static List<List<int>> Trace(int sides, Func<int, bool> joins)
    {
        int[] next = Enumerable.Repeat(-1, CubeEdges.Count).ToArray();
        for (int face = 0; face < CubeEdges.FaceCount; face++) LinkFace(sides, face, joins(face), next);
        List<List<int>> loops = [];
        for (int edge = 0; edge < CubeEdges.Count; edge++)
        {
            if (next[edge] < 0) continue;
            List<int> loop = [];
            for (int e = edge; next[e] >= 0; (e, next[e]) = (next[e], -1)) loop.Add(e);
            loops.Add(loop);
        }
        return loops;
    }

    /// <summary>
    /// Lines on a face. Its border is walked counter-clockwise, seen from outside the cube: every line starts where the
    /// walk enters the solid, and ends at the way out before (the corner outside is cut off) or after (the one inside).
    /// </summary>
    private static void LinkFace(int sides, int face, bool joins, int[] next)
    {
        List<(int Edge, bool Enters)> crossings = [];
        for (int i = 0; i < 4; i++)
        {
            (int from, int to) = (WalkCorner(face, i), WalkCorner(face, i + 1));
            if (IsInside(sides, from) != IsInside(sides, to))
                crossings.Add((CubeEdges.Between(from, to), IsInside(sides, to)));
        }
        for (int i = 0; i < crossings.Count; i++)
            if (crossings[i].Enters)
                next[crossings[i].Edge] = crossings[(i + (joins ? crossings.Count - 1 : 1)) % crossings.Count].Edge;
    }

    private static int WalkCorner(int face, int place)
        => CubeEdges.FaceCorner(face, (CubeEdges.RunsCounterClockwise(face) ? place : 8 - place) & 3);
}
