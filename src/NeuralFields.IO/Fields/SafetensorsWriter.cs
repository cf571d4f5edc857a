using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NeuralFields.IO.Fields;

/// <summary>A named tensor to be written.</summary>
public sealed class SafetensorData
{
    private readonly ReadOnlyMemory<uint> _bits;

    private SafetensorData(string name, SafetensorType type, ImmutableArray<int> shape, ReadOnlyMemory<uint> bits)
    {
        long count = shape.Aggregate(1L, (product, size) => product * size);
        if (count != bits.Length)
            throw new ArgumentException($"{name} has {bits.Length} numbers, expected {count}.", nameof(bits));
        (Name, Type, Shape, _bits) = (name, type, shape, bits);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its sizes, outermost first.</summary>
    public ImmutableArray<int> Shape { get; }

    internal SafetensorType Type { get; }

    internal long ByteLength => _bits.Length * 4L;

    /// <summary>Single-precision numbers (F32), copied.</summary>
    /// <exception cref="ArgumentException">The count disagrees with the shape.</exception>
    public static SafetensorData Of(string name, ImmutableArray<int> shape, ReadOnlySpan<float> values)
        => new(name, SafetensorType.F32, shape, MemoryMarshal.Cast<float, uint>(values).ToArray());

    /// <summary>Whole numbers of 32 bits (I32), copied.</summary>
    /// <exception cref="ArgumentException">The count disagrees with the shape.</exception>
    public static SafetensorData Of(string name, ImmutableArray<int> shape, ReadOnlySpan<int> values)
        => new(name, SafetensorType.I32, shape, MemoryMarshal.Cast<int, uint>(values).ToArray());

    internal void WriteTo(Stream stream)
    {
        const int chunk = 8192;
        byte[] bytes = new byte[chunk * 4];
        for (int done = 0; done < _bits.Length; done += chunk)
        {
            ReadOnlySpan<uint> part = _bits.Span.Slice(done, Math.Min(chunk, _bits.Length - done));
            for (int i = 0; i < part.Length; i++)
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), part[i]);
            stream.Write(bytes, 0, part.Length * 4);
        }
    }
}

/// <summary>Writes safetensors files.</summary>
public static class SafetensorsWriter
{
    /// <summary>Writes tensors one after another, in the given order.</summary>
    /// <param name="stream">Receives the file; not closed.</param>
    /// <param name="metadata">Texts beside the tensors, written in ordinal order of their names.</param>
    /// <param name="tensors">The tensors; names must be unique.</param>
    public static void Write(
        Stream stream, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<SafetensorData> tensors)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ReadOnlyMemory<byte> header = Header(metadata, tensors);
        // Tensors start at a multiple of 8 bytes, so that readers may map them; spaces after the JSON are allowed.
        int padding = -header.Length & 7;
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)(header.Length + padding));
        stream.Write(length);
        stream.Write(header.Span);
        for (int i = 0; i < padding; i++) stream.WriteByte((byte)' ');
        foreach (SafetensorData tensor in tensors) tensor.WriteTo(stream);
    }

    private static ReadOnlyMemory<byte> Header(
        IReadOnlyDictionary<string, string> metadata, IReadOnlyList<SafetensorData> tensors)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json =
            new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartObject("__metadata__");
        foreach ((string key, string text) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
            json.WriteString(key, text);
        json.WriteEndObject();
        long offset = 0;
        foreach (SafetensorData tensor in tensors) offset = WriteInfo(json, tensor, offset);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static long WriteInfo(Utf8JsonWriter json, SafetensorData tensor, long offset)
    {
        long end = offset + tensor.ByteLength;
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.Type.Name);
        json.WriteStartArray("shape");
        foreach (int size in tensor.Shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }
}
