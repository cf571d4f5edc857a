using System.Buffers;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;

namespace NeuralFields.IO.Gltf;

/// <summary>The JSON part of a written mesh.</summary>
/// <param name="mesh">The mesh.</param>
/// <param name="options">Notes and looks.</param>
/// <param name="buffer">Where its numbers stand.</param>
internal sealed class GltfText(TriangleMesh mesh, MeshWriteOptions options, GltfBuffer buffer)
{
    private const int ArrayTarget = 34962, IndexTarget = 34963;
    private const string Unlit = "KHR_materials_unlit";

    // Half of a right angle about x: z up becomes y up.
    private static readonly double[] s_zUpToYUp = [-Math.Sqrt(0.5), 0, 0, Math.Sqrt(0.5)];

    private readonly List<(string Name, Vector3[] Values)> _attributes =
        [.. new (string, Vector3[]?)[] { ("POSITION", mesh.Positions), ("NORMAL", mesh.Normals), ("COLOR_0", mesh.Colors) }
            .Where(a => a.Item2 is not null).Select(a => (a.Item1, a.Item2!))];

    /// <summary>UTF-8 text.</summary>
    /// <param name="uri">Where the buffer stands; null for the binary chunk of the same file.</param>
    public ReadOnlyMemory<byte> Write(string? uri)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter json =
            new(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        WriteAsset(json);
        if (options.Unlit) WriteTexts(json, "extensionsUsed", Unlit);
        json.WriteNumber("scene", 0);
        WriteList(json, "scenes", () => WriteNumbers(json, "nodes", 0));
        WriteNodes(json);
        WriteList(json, "meshes", () => WriteList(json, "primitives", () => WritePrimitive(json)));
        WriteList(json, "materials", () => WriteMaterial(json));
        WriteAccessors(json);
        WriteViews(json);
        WriteList(json, "buffers", () => WriteBuffer(json, uri));
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private void WriteAsset(Utf8JsonWriter json)
    {
        json.WriteStartObject("asset");
        json.WriteString("version", "2.0");
        json.WriteString("generator", options.Generator);
        json.WriteStartObject("extras");
        json.WriteString("units", options.Units);
        json.WriteString("axes", options.Axes);
        if (options.ZUpToYUp) json.WriteString("rootNode", "turns z up to y up; vertices keep the axes above");
        foreach ((string name, DescriptionNode value) in options.Provenance)
        {
            if (name is "units" or "axes" or "rootNode") continue;
            json.WritePropertyName(name);
            json.WriteRawValue(DescriptionWriter.ToLine(value));
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The turn stands outside of the shift, so that the shift has the mesh's own axes.</summary>
    private void WriteNodes(Utf8JsonWriter json)
    {
        bool shifted = mesh.Origin != Point3.Zero, split = options.ZUpToYUp && shifted;
        json.WriteStartArray("nodes");
        json.WriteStartObject();
        if (options.ZUpToYUp) WriteNumbers(json, "rotation", s_zUpToYUp);
        if (split)
        {
            WriteNumbers(json, "children", 1);
            json.WriteEndObject();
            json.WriteStartObject();
        }
        if (shifted) WriteNumbers(json, "translation", mesh.Origin.X, mesh.Origin.Y, mesh.Origin.Z);
        json.WriteNumber("mesh", 0);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WritePrimitive(Utf8JsonWriter json)
    {
        json.WriteStartObject("attributes");
        for (int i = 0; i < _attributes.Count; i++) json.WriteNumber(_attributes[i].Name, i + 1);
        json.WriteEndObject();
        json.WriteNumber("indices", 0);
        json.WriteNumber("material", 0);
    }

    /// <summary>Without one, programs show no colours; the default would be metal.</summary>
    private void WriteMaterial(Utf8JsonWriter json)
    {
        json.WriteStartObject("pbrMetallicRoughness");
        json.WriteNumber("metallicFactor", 0);
        json.WriteNumber("roughnessFactor", 1);
        json.WriteEndObject();
        if (options.DoubleSided) json.WriteBoolean("doubleSided", true);
        if (!options.Unlit) return;
        json.WriteStartObject("extensions");
        json.WriteStartObject(Unlit);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteAccessors(Utf8JsonWriter json)
    {
        json.WriteStartArray("accessors");
        WriteAccessor(json, 0, buffer.IndexType, mesh.Indices.Length, "SCALAR");
        json.WriteEndObject();
        for (int i = 0; i < _attributes.Count; i++)
        {
            WriteAccessor(json, i + 1, ComponentType.Float, mesh.VertexCount, "VEC3");
            if (i == 0) WriteBounds(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteAccessor(Utf8JsonWriter json, int view, ComponentType component, int count, string type)
    {
        json.WriteStartObject();
        json.WriteNumber("bufferView", view);
        json.WriteNumber("componentType", (int)component);
        json.WriteNumber("count", count);
        json.WriteString("type", type);
    }

    /// <summary>Asked for with positions, and exact: a float written as the double that equals it.</summary>
    private void WriteBounds(Utf8JsonWriter json)
    {
        Box3 box = Box3.Of(mesh.Positions);
        WriteNumbers(json, "min", box.Min.X, box.Min.Y, box.Min.Z);
        WriteNumbers(json, "max", box.Max.X, box.Max.Y, box.Max.Z);
    }

    private void WriteViews(Utf8JsonWriter json)
    {
        json.WriteStartArray("bufferViews");
        WriteView(json, 0, buffer.IndexLength, IndexTarget);
        for (int i = 0; i < _attributes.Count; i++)
            WriteView(json, buffer.AttributeOffset(i), buffer.AttributeLength, ArrayTarget);
        json.WriteEndArray();
    }

    private static void WriteView(Utf8JsonWriter json, long offset, long length, int target)
    {
        json.WriteStartObject();
        json.WriteNumber("buffer", 0);
        json.WriteNumber("byteOffset", offset);
        json.WriteNumber("byteLength", length);
        json.WriteNumber("target", target);
        json.WriteEndObject();
    }

    private void WriteBuffer(Utf8JsonWriter json, string? uri)
    {
        json.WriteNumber("byteLength", buffer.Length);
        if (uri is not null) json.WriteString("uri", uri);
    }

    private static void WriteList(Utf8JsonWriter json, string name, Action writeOnlyItem)
    {
        json.WriteStartArray(name);
        json.WriteStartObject();
        writeOnlyItem();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, params ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartArray(name);
        json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
