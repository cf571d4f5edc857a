using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.Geometry;

namespace NeuralFields.IO.Surfaces;

/// <summary>
/// Gathers vertices and faces as a file gives them and makes a sound surface of them: polygons cut into triangles,
/// what is not finite left out, positions near zero.
/// </summary>
/// <param name="format">The format's name, for messages.</param>
/// <remarks>Takes some 40 bytes per vertex and 24 per triangle beside the result.</remarks>
internal sealed class SurfaceBuilder(string format)
{
    // A shape that lies this many of its diagonals from zero keeps 20 of single precision's 24 bits.
    private const double FarFromZero = 16;

    private readonly List<Point3> _places = [];
    private readonly List<int> _indices = [];
    private readonly List<(int First, int Corners)> _polygons = [];
    private readonly List<string> _remarks = [];
    private int _smallFaces;

    /// <summary>Vertices so far.</summary>
    public int VertexCount => _places.Count;

    /// <summary>Whether there is a triangle.</summary>
    public bool HasFaces => _indices.Count > 0;

    /// <summary>One per vertex, of any length, or null.</summary>
    public List<Vector3>? Normals { get; set; }

    /// <summary>One per vertex, linear, or null.</summary>
    public List<Vector3>? Colors { get; set; }

    public void AddVertex(double x, double y, double z) => _places.Add(new Point3(x, y, z));

    /// <summary>A face of any number of corners; vertices may still follow.</summary>
    public void AddFace(ReadOnlySpan<int> corners)
    {
        if (corners.Length < 3)
        {
            _smallFaces++;
            return;
        }
        // A polygon waits in the room of its triangles until all vertices are known.
        long room = 3L * (corners.Length - 2);
        if (_indices.Count + room > Array.MaxLength)
            throw new InputException($"{format}: the mesh has more than {Array.MaxLength / 3} triangles; cut it into parts.");
        if (corners.Length > 3) _polygons.Add((_indices.Count, corners.Length));
        _indices.AddRange(corners);
        if (corners.Length > 3) CollectionsMarshal.SetCount(_indices, _indices.Count + (int)room - corners.Length);
    }

    public void AddTriangle(int a, int b, int c)
    {
        _indices.Add(a);
        _indices.Add(b);
        _indices.Add(c);
    }

    /// <summary>Says in one line what was left out or repaired.</summary>
    public void Remark(string line) => _remarks.Add(line);

    /// <summary>The mesh, or the cloud where there is no face.</summary>
    /// <exception cref="InputException">Nothing usable is left.</exception>
    public SurfaceContents Build()
    {
        if (_places.Count == 0) throw new InputException($"{format}: the file holds no vertices; there is nothing to read.");
        if (!HasFaces && _smallFaces > 0)
            throw new InputException($"{format}: none of the {_smallFaces} faces has three corners; there is no surface.");
        if (_smallFaces > 0) Remark($"faces with fewer than three corners were left out: {_smallFaces}");
        return HasFaces ? BuildMesh() : BuildCloud();
    }

    private SurfaceContents.Mesh BuildMesh()
    {
        CutPolygons();
        int[] indices = LeaveOutFaces();
        UnitNormals("vertices");
        (Vector3[] positions, Point3 origin) = NearZero();
        TriangleMesh mesh = new(positions, indices)
        {
            Origin = origin,
            Normals = Normals?.ToArray(),
            Colors = Colors?.ToArray(),
        };
        return new SurfaceContents.Mesh(mesh) { Format = format, Remarks = [.. _remarks] };
    }

    private SurfaceContents.Cloud BuildCloud()
    {
        LeaveOutPoints();
        (Vector3[] positions, Point3 origin) = NearZero();
        PointCloud cloud = new(positions)
        {
            Origin = origin,
            Normals = Normals?.ToArray(),
            Colors = Colors?.ToArray(),
        };
        return new SurfaceContents.Cloud(cloud) { Format = format, Remarks = [.. _remarks] };
    }

    private void CutPolygons()
    {
        PolygonCutter cutter = new();
        Span<int> indices = CollectionsMarshal.AsSpan(_indices);
        ReadOnlySpan<Point3> places = CollectionsMarshal.AsSpan(_places);
        foreach ((int first, int corners) in _polygons)
            cutter.Cut(places, indices.Slice(first, 3 * (corners - 2)), corners);
        if (cutter.Fanned > 0)
            Remark($"polygons that are too large to be cut well were cut as fans: {cutter.Fanned}");
    }

    /// <summary>Triangles whose corners are all usable, with the vertices numbered anew where some are not.</summary>
    private int[] LeaveOutFaces()
    {
        int[]? numbers = RemoveUnusable(out int unusable, out bool[] usable);
        if (numbers is null) return [.. _indices];
        List<int> kept = new(_indices.Count);
        int left = 0;
        for (int i = 0; i < _indices.Count; i += 3)
        {
            int a = _indices[i], b = _indices[i + 1], c = _indices[i + 2];
            if (usable[a] && usable[b] && usable[c]) kept.AddRange([numbers[a], numbers[b], numbers[c]]);
            else left++;
        }
        if (kept.Count == 0)
            throw new InputException(
                $"{format}: every face uses a vertex without finite coordinates ({unusable} vertices); there is no surface.");
        Remark($"vertices without finite coordinates were left out: {unusable}, with the faces that use them: {left}");
        return [.. kept];
    }

    private void LeaveOutPoints()
    {
        if (RemoveUnusable(out int unusable, out _) is not null)
            Remark($"points without finite coordinates were left out: {unusable}");
        if (_places.Count == 0)
            throw new InputException($"{format}: none of the {unusable} points has finite coordinates.");
        UnitNormals("points");
    }

    /// <summary>Removes vertices that single precision cannot hold; null where there are none.</summary>
    private int[]? RemoveUnusable(out int unusable, out bool[] usable)
    {
        (unusable, usable) = (0, []);
        if (_places.TrueForAll(IsUsable)) return null;
        usable = new bool[_places.Count];
        int[] numbers = new int[_places.Count];
        int kept = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            usable[i] = IsUsable(_places[i]);
            numbers[i] = kept;
            if (usable[i]) kept++;
        }
        unusable = numbers.Length - kept;
        Keep(_places, usable);
        if (Normals is not null) Keep(Normals, usable);
        if (Colors is not null) Keep(Colors, usable);
        return numbers;
    }

    private static bool IsUsable(Point3 p) => Math.Abs(p.X) <= float.MaxValue / 4
        && Math.Abs(p.Y) <= float.MaxValue / 4 && Math.Abs(p.Z) <= float.MaxValue / 4;

    private static void Keep<T>(List<T> list, bool[] kept)
    {
        int count = 0;
        for (int i = 0; i < kept.Length; i++) if (kept[i]) list[count++] = list[i];
        CollectionsMarshal.SetCount(list, count);
    }

    /// <summary>Normals of length one; all are left out where one has no direction.</summary>
    private void UnitNormals(string what)
    {
        if (Normals is null) return;
        int without = 0;
        foreach (ref Vector3 normal in CollectionsMarshal.AsSpan(Normals))
        {
            double x = normal.X, y = normal.Y, z = normal.Z, length = Math.Sqrt((x * x) + (y * y) + (z * z));
            // Left as they are where they are one already, so that a written file is read back bit by bit.
            if (Math.Abs(length - 1) < 1e-6) continue;
            if (length is > 1e-12 and < double.PositiveInfinity)
                normal = new Vector3((float)(x / length), (float)(y / length), (float)(z / length));
            else without++;
        }
        if (without == 0) return;
        Normals = null;
        Remark($"normals were ignored: {without} {what} have one without a direction");
    }

    /// <summary>Positions in single precision, relative to the middle where the shape lies far from zero.</summary>
    private (Vector3[] Positions, Point3 Origin) NearZero()
    {
        Point3 min = _places[0], max = min;
        foreach (Point3 place in _places) (min, max) = (Point3.Min(min, place), Point3.Max(max, place));
        Box3 box = new(min, max);
        Point3 middle = box.Center, origin = middle.Length > FarFromZero * box.Diagonal ? middle : Point3.Zero;
        Vector3[] positions = new Vector3[_places.Count];
        for (int i = 0; i < positions.Length; i++) positions[i] = (_places[i] - origin).ToVector3();
        return (positions, origin);
    }
}
