using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Gltf;

/// <summary>Gathers the primitives of a glTF file into one surface.</summary>
internal sealed class GltfSurface(GltfDocument document, MeshReadOptions options)
{
    private const int ElementsPerByte = 64;

    private readonly List<(GltfNode Primitive, Affine Map)> _points = [];
    private readonly SurfaceBuilder _surface = new("glTF");
    private readonly List<Vector3> _normals = [], _colors = [];
    private long _elements;
    private int _lines;
    private bool _hasColors, _lacksNormals;

    public void Remark(string line) => _surface.Remark(line);

    /// <summary>Adds triangles; points wait until it is sure that there are none.</summary>
    public void Add(GltfNode primitive, Affine map)
    {
        switch ((PrimitiveMode)primitive["mode"].WholeOr((long)PrimitiveMode.Triangles))
        {
            case PrimitiveMode.Points:
                _points.Add((primitive, map));
                break;
            case PrimitiveMode.Lines or PrimitiveMode.LineLoop or PrimitiveMode.LineStrip:
                _lines++;
                break;
            case PrimitiveMode.Triangles or PrimitiveMode.TriangleStrip or PrimitiveMode.TriangleFan:
                AddVertices(primitive, map, out int first, out int count);
                AddTriangles(primitive, first, count, map.IsMirrored);
                break;
            default:
                throw primitive["mode"].Wrong("0 to 6");
        }
    }

    public SurfaceContents Build()
    {
        if (_lines > 0) Remark($"primitives of lines were ignored: {_lines}");
        if (_surface.HasFaces && _points.Count > 0) Remark($"primitives of points were ignored: {_points.Count}");
        if (!_surface.HasFaces)
            foreach ((GltfNode primitive, Affine map) in _points) AddVertices(primitive, map, out _, out _);
        if (_surface.VertexCount == 0) throw GltfNode.Mistake("no scene shows a mesh; there is nothing to read.");
        _surface.Normals = _lacksNormals ? null : _normals;
        _surface.Colors = _hasColors ? _colors : null;
        return _surface.Build();
    }

    private void AddVertices(GltfNode primitive, Affine map, out int first, out int count)
    {
        GltfNode attributes = primitive["attributes"];
        (double[] places, _) = GltfAccessor.Read(document, Accessor(attributes["POSITION"]), "VEC3");
        (first, count) = (_surface.VertexCount, places.Length / 3);
        Claim(count, primitive);
        for (int i = 0; i < places.Length; i += 3)
        {
            Point3 place = map.Place(new Point3(places[i], places[i + 1], places[i + 2]));
            _surface.AddVertex(place.X, place.Y, place.Z);
        }
        AddNormals(attributes["NORMAL"], map, count);
        AddColors(attributes["COLOR_0"], count);
    }

    private void AddNormals(GltfNode reference, Affine map, int count)
    {
        _lacksNormals |= !reference.Exists;
        if (_lacksNormals) return;
        (double[] values, _) = GltfAccessor.Read(document, Accessor(reference), "VEC3");
        RequireCount(reference, values.Length / 3, count);
        for (int i = 0; i < values.Length; i += 3)
            _normals.Add(map.Normal(new Vector3((float)values[i], (float)values[i + 1], (float)values[i + 2])));
    }

    /// <summary>Linear already; a part without colours is white.</summary>
    private void AddColors(GltfNode reference, int count)
    {
        _hasColors |= reference.Exists;
        if (!reference.Exists)
        {
            for (int i = 0; i < count; i++) _colors.Add(Vector3.One);
            return;
        }
        (double[] values, int components) = GltfAccessor.Read(document, Accessor(reference), "VEC3", "VEC4");
        RequireCount(reference, values.Length / components, count);
        for (int i = 0; i < values.Length; i += components)
            _colors.Add(new Vector3(InRange(values[i]), InRange(values[i + 1]), InRange(values[i + 2])));
    }

    private static float InRange(double value) => value > 0 ? (float)Math.Min(value, 1) : 0;

    private static void RequireCount(GltfNode reference, int got, int expected)
    {
        if (got != expected)
            throw GltfNode.Mistake($"{reference.Path} has {got} elements, expected {expected} as there are positions.");
    }

    private void AddTriangles(GltfNode primitive, int first, int count, bool mirrored)
    {
        int[]? indices = ReadIndices(primitive, count);
        int corners = indices?.Length ?? count;
        PrimitiveMode mode = (PrimitiveMode)primitive["mode"].WholeOr((long)PrimitiveMode.Triangles);
        int step = mode == PrimitiveMode.Triangles ? 3 : 1;
        for (int i = 0; i + 3 <= corners; i += step)
        {
            // In strips every second triangle has its first two corners changed, so that all face the same way.
            bool odd = mode == PrimitiveMode.TriangleStrip && i % 2 == 1;
            int a = Corner(mode == PrimitiveMode.TriangleFan ? 0 : i), b = Corner(i + 1), c = Corner(i + 2);
            if (odd != mirrored) _surface.AddTriangle(b, a, c);
            else _surface.AddTriangle(a, b, c);
        }

        int Corner(int number) => first + (indices is null ? number : indices[number]);
    }

    private int[]? ReadIndices(GltfNode primitive, int count)
    {
        GltfNode reference = primitive["indices"];
        if (!reference.Exists) return null;
        (double[] values, _) = GltfAccessor.Read(document, Accessor(reference), "SCALAR");
        Claim(values.Length, primitive);
        int[] indices = new int[values.Length];
        for (int i = 0; i < indices.Length; i++)
            indices[i] = values[i] >= 0 && values[i] < count && values[i] == Math.Floor(values[i])
                ? (int)values[i]
                : throw GltfNode.Mistake($"{reference.Path} names vertex {values[i]}, expected 0 to {count - 1}.");
        return indices;
    }

    private GltfNode Accessor(GltfNode reference)
        => document.Root["accessors"].At(reference.Whole, reference.Path);

    /// <summary>Refuses what unfolds to far more than the file holds.</summary>
    private void Claim(int elements, GltfNode primitive)
    {
        _elements += elements;
        long most = options.FreeElements + (ElementsPerByte * document.ByteLength);
        if (_elements > Math.Min(most, Array.MaxLength))
            throw GltfNode.Mistake(
                $"{primitive.Path} brings the scene to {_elements} vertices and corners, expected at most {most} for " +
                "its size; show fewer instances.");
    }
}
