using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Ply;

/// <summary>The tables behind a PLY header.</summary>
/// <param name="header">What they are.</param>
/// <param name="vertices">The one of vertices.</param>
internal sealed class PlyTables(PlyHeader header, PlyElement vertices)
{
    private const int Normal = 3, Color = 6, Slots = 9;

    // Places, normals and colours by the names that programs give them.
    private static readonly string[][] s_names =
    [
        ["x"], ["y"], ["z"], ["nx", "normal_x"], ["ny", "normal_y"], ["nz", "normal_z"],
        ["red", "diffuse_red", "r"], ["green", "diffuse_green", "g"], ["blue", "diffuse_blue", "b"],
    ];

    private readonly SurfaceBuilder _surface = new("PLY");
    private readonly List<int> _corners = [];

    public SurfaceContents Read<T>(ref T numbers) where T : struct, IPlyNumbers, allows ref struct
    {
        foreach (PlyElement element in header.Elements)
        {
            if (element.Properties.Count == 0) continue;
            RequireHeld(element, ref numbers);
            if (element == vertices) ReadVertices(ref numbers);
            else ReadLists(element, ref numbers);
        }
        return _surface.Build();
    }

    /// <summary>Refuses a count that the bytes at hand cannot hold, before the rows are walked.</summary>
    private static void RequireHeld<T>(PlyElement element, ref T numbers)
        where T : struct, IPlyNumbers, allows ref struct
    {
        long least = 0;
        foreach (PlyProperty property in element.Properties) least += numbers.LeastSize(property.CountType ?? property.Type);
        // The last number of a text needs no blank behind it.
        if (element.Count > (numbers.Left + 1) / least)
            throw new InputException(
                $"PLY: element {element.Name} claims {element.Count} rows of at least {least} bytes, but {numbers.Left} " +
                "bytes are left; the file is truncated or its header is wrong.");
    }

    private void ReadVertices<T>(ref T numbers) where T : struct, IPlyNumbers, allows ref struct
    {
        int[] slots = [.. vertices.Properties.Select(p => p.CountType is null ? SlotOf(p.Name) : -1)];
        List<Vector3>? normals = HasAll(slots, Normal) ? [] : null, colors = HasAll(slots, Color) ? [] : null;
        double largest = colors is null ? 1 : vertices.Properties[Array.IndexOf(slots, Color)].Type.LargestCode();
        Span<double> values = stackalloc double[Slots];
        for (long row = 0; row < vertices.Count; row++)
        {
            for (int i = 0; i < slots.Length; i++)
            {
                PlyProperty property = vertices.Properties[i];
                if (property.CountType is not null) SkipList(property, vertices, row, ref numbers);
                else if (slots[i] < 0) numbers.Skip(property.Type, 1);
                else values[slots[i]] = numbers.Next(property.Type);
            }
            _surface.AddVertex(values[0], values[1], values[2]);
            normals?.Add(new Vector3((float)values[3], (float)values[4], (float)values[5]));
            colors?.Add(CodedColor.Decode(values[6], values[7], values[8], largest));
        }
        (_surface.Normals, _surface.Colors) = (normals, colors);
    }

    private static int SlotOf(string name) => Array.FindIndex(s_names, n => n.Contains(name));

    private static bool HasAll(int[] slots, int first)
        => slots.Contains(first) && slots.Contains(first + 1) && slots.Contains(first + 2);

    private void ReadLists<T>(PlyElement element, ref T numbers) where T : struct, IPlyNumbers, allows ref struct
    {
        bool strips = element.Name == "tristrips", faces = element.Name == "face";
        int corners = strips || faces
            ? element.Properties.FindIndex(p => p.CountType is not null && p.Name is "vertex_indices" or "vertex_index")
            : -1;
        for (long row = 0; row < element.Count; row++)
        {
            for (int i = 0; i < element.Properties.Count; i++)
            {
                PlyProperty property = element.Properties[i];
                if (property.CountType is null) numbers.Skip(property.Type, 1);
                else if (i != corners) SkipList(property, element, row, ref numbers);
                else ReadCorners(property, element, row, strips, ref numbers);
            }
        }
    }

    private void ReadCorners<T>(PlyProperty property, PlyElement element, long row, bool strip, ref T numbers)
        where T : struct, IPlyNumbers, allows ref struct
    {
        _corners.Clear();
        for (long left = ListLength(property, element, row, ref numbers); left > 0; left--)
        {
            double index = numbers.Next(property.Type);
            if (strip && index == -1) AddStrip();
            else if (index >= 0 && index < vertices.Count && index == Math.Floor(index)) _corners.Add((int)index);
            else
                throw new InputException(
                    $"PLY: {element.Name} {row} names vertex {index}, expected 0 to {vertices.Count - 1}.");
        }
        if (strip) AddStrip();
        else _surface.AddFace(CollectionsMarshal.AsSpan(_corners));
    }

    /// <summary>Every corner from the third on makes a triangle with the two before it, by turns the other way.</summary>
    private void AddStrip()
    {
        for (int i = 2; i < _corners.Count; i++)
            _surface.AddTriangle(_corners[i - 2 + (i % 2)], _corners[i - 1 - (i % 2)], _corners[i]);
        _corners.Clear();
    }

    private static void SkipList<T>(PlyProperty property, PlyElement element, long row, ref T numbers)
        where T : struct, IPlyNumbers, allows ref struct
        => numbers.Skip(property.Type, ListLength(property, element, row, ref numbers));

    private static long ListLength<T>(PlyProperty property, PlyElement element, long row, ref T numbers)
        where T : struct, IPlyNumbers, allows ref struct
    {
        double length = numbers.Next(property.CountType!.Value);
        if (length >= 0 && length == Math.Floor(length)
            && length <= (numbers.Left + 1) / numbers.LeastSize(property.Type)) return (long)length;
        throw new InputException(
            $"PLY: {element.Name} {row} has a list of {length} numbers ({property.Name}), but {numbers.Left} bytes are " +
            "left; the file is truncated or damaged.");
    }
}
