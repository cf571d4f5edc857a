using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NeuralFields.Descriptions;

/// <summary>Prints descriptions as JSON.</summary>
public static class DescriptionWriter
{
    /// <summary>JSON in one line, as metadata holds it.</summary>
    public static string ToLine(DescriptionNode node) => Print(node, indented: false);

    /// <summary>JSON over several lines, as people read it.</summary>
    public static string ToText(DescriptionNode node) => Print(node, indented: true);

    private static string Print(DescriptionNode node, bool indented)
    {
        ArrayBufferWriter<byte> buffer = new();
        JsonWriterOptions options = new() { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter writer = new(buffer, options)) Write(writer, node);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, DescriptionNode node)
    {
        switch (node.Kind)
        {
            case DescriptionKind.Object:
                writer.WriteStartObject();
                foreach ((string name, DescriptionNode value) in node.Members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }
                writer.WriteEndObject();
                break;
            case DescriptionKind.Array:
                writer.WriteStartArray();
                foreach (DescriptionNode item in node.Items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case DescriptionKind.String: writer.WriteStringValue(node.Text); break;
            default: writer.WriteRawValue(node.Text); break;
        }
    }
}
