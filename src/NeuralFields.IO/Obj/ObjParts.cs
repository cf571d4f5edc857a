using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Obj;

/// <summary>Vertices, normals and faces of an OBJ file while it is read.</summary>
internal sealed class ObjParts(string format)
{
    private const int NoNormal = -1, SeveralNormals = -2;

    private readonly SurfaceBuilder _surface = new(format);
    private readonly List<Vector3> _normals = [];
    private readonly List<int> _corners = [];
    private List<int>? _normalOf;   // per vertex, once a face names normals
    private double _largestCode;
    private int _farthest = -1, _farthestPosition;

    public void ReadVertex(ref TextCursor cursor)
    {
        double x = cursor.Number("x"), y = cursor.Number("y"), z = cursor.Number("z");
        _surface.AddVertex(x, y, z);
        // A fourth number alone is a weight. Colours are three more.
        if (!cursor.TryNumber(out double r, "a colour") || !cursor.TryNumber(out double g, "a colour")
            || !cursor.TryNumber(out double b, "a colour"))
        {
            _surface.Colors?.Add(Vector3.One);
            return;
        }
        if (_surface.Colors is null)
        {
            _surface.Colors = [];
            for (int i = 1; i < _surface.VertexCount; i++) _surface.Colors.Add(Vector3.One);
        }
        _surface.Colors.Add(new Vector3((float)r, (float)g, (float)b));
        _largestCode = Math.Max(_largestCode, Math.Max(r, Math.Max(g, b)));
    }

    public void ReadNormal(ref TextCursor cursor)
        => _normals.Add(new Vector3((float)cursor.Number("x"), (float)cursor.Number("y"), (float)cursor.Number("z")));

    /// <summary>Corners such as <c>3</c>, <c>3/1</c>, <c>3//2</c>, <c>3/1/2</c>.</summary>
    public void ReadFace(ref TextCursor cursor)
    {
        int start = cursor.Position;
        _corners.Clear();
        while (!cursor.AtLineEnd())
        {
            if (!cursor.TryInteger(out long number)) throw NoCorner(cursor);
            int vertex = Resolve(number, _surface.VertexCount, cursor, start);
            _corners.Add(vertex);
            if (cursor.TrySkip((byte)'/'))
            {
                cursor.TryInteger(out _);
                if (cursor.TrySkip((byte)'/') && cursor.TryInteger(out long normal)) NoteNormal(vertex, normal);
            }
            if (!cursor.AtWordEnd) throw NoCorner(cursor);
        }
        _surface.AddFace(CollectionsMarshal.AsSpan(_corners));
    }

    public SurfaceContents Build(ref TextCursor cursor)
    {
        if (_farthest >= _surface.VertexCount)
            throw cursor.MistakeAt(
                _farthestPosition, $"a face names vertex {_farthest + 1}, but the file has {_surface.VertexCount}.");
        DecodeColors();
        _surface.Normals = _surface.HasFaces ? NormalsOfFaces() : NormalsOfPoints();
        return _surface.Build();
    }

    private static InputException NoCorner(TextCursor cursor)
        => cursor.Mistake($"'{cursor.Shown()}' is no corner of a face, expected vertex, vertex/texture/normal or vertex//normal.");

    /// <summary>Numbers count from 1, negative ones back from the latest vertex; later vertices may follow.</summary>
    private int Resolve(long number, int count, TextCursor cursor, int start)
    {
        long index = number < 0 ? count + number : number - 1;
        if (number == 0 || index < 0 || index >= Array.MaxLength)
            throw cursor.Mistake(
                $"a face names vertex {number}, expected 1 to {count}, or −1 to −{count} counted from the latest.");
        if (index > _farthest && index >= count) (_farthest, _farthestPosition) = ((int)index, start);
        return (int)index;
    }

    private void NoteNormal(int vertex, long number)
    {
        long index = number < 0 ? _normals.Count + number : number - 1;
        // Vertices that follow later cannot be noted; their normals then count as missing.
        if (vertex >= _surface.VertexCount) return;
        _normalOf ??= [];
        while (_normalOf.Count < _surface.VertexCount) _normalOf.Add(NoNormal);
        ref int noted = ref CollectionsMarshal.AsSpan(_normalOf)[vertex];
        if (index < 0 || index >= _normals.Count) noted = SeveralNormals;
        else if (noted == NoNormal) noted = (int)index;
        else if (noted != index && (noted < 0 || _normals[noted] != _normals[(int)index])) noted = SeveralNormals;
    }

    /// <summary>One normal per vertex, or none at all: a corner's own normal has no place in a shared vertex.</summary>
    private List<Vector3>? NormalsOfFaces()
    {
        if (_normalOf is null) return null;
        if (_normalOf.Count == _surface.VertexCount && _normalOf.TrueForAll(n => n >= 0))
            return [.. _normalOf.Select(n => _normals[n])];
        _surface.Remark("normals were ignored: not every vertex has exactly one");
        return null;
    }

    /// <summary>Points and normals in the same order, as programs write clouds.</summary>
    private List<Vector3>? NormalsOfPoints()
    {
        _surface.Remark("there are no faces: the vertices are read as a point cloud");
        return _normals.Count == _surface.VertexCount ? _normals : null;
    }

    /// <summary>Codes go from 0 to 1; some programs write bytes.</summary>
    private void DecodeColors()
    {
        double largest = _largestCode > 1 ? 255 : 1;
        foreach (ref Vector3 color in CollectionsMarshal.AsSpan(_surface.Colors))
            color = CodedColor.Decode(color.X, color.Y, color.Z, largest);
    }
}
