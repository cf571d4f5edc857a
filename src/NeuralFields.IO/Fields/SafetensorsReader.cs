using System.Buffers.Binary;
using System.Collections.Immutable;
using NeuralFields.Descriptions;

namespace NeuralFields.IO.Fields;

/// <summary>
/// Reads safetensors files: 8 bytes of header length, a JSON header, then the tensors without gaps. The whole header is
/// checked against the file before anything is allocated for a tensor.
/// </summary>
public sealed class SafetensorsReader
{
    private const int LengthBytes = 8;
    private const long MaxHeader = 100_000_000;
    private const string MetadataKey = "__metadata__";

    private readonly Stream _stream;
    private readonly string _source;
    private readonly long _dataStart;

    /// <summary>Reads and checks the header.</summary>
    /// <param name="stream">A file; must be able to seek, and stay open while tensors are read.</param>
    /// <param name="source">What messages call it, usually the file's name.</param>
    /// <exception cref="InputException">The file is broken or truncated.</exception>
    public SafetensorsReader(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (_stream, _source) = (stream, source);
        byte[] header = ReadHeader();
        _dataStart = LengthBytes + header.Length;
        DescriptionNode root = Parse(header);
        Metadata = ReadMetadata(root);
        Tensors =
        [
            .. root.Members.Where(m => m.Key != MetadataKey).Select(m => ReadInfo(m.Key, m.Value))
                .OrderBy(t => t.Start).ThenBy(t => t.Count),
        ];
        RequireNoGaps();
    }

    /// <summary>The texts beside the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors in the order of their bytes.</summary>
    public ImmutableArray<SafetensorInfo> Tensors { get; }

    /// <summary>The tensor of that name, or null.</summary>
    public SafetensorInfo? Find(string name) => Tensors.FirstOrDefault(t => t.Name == name);

    /// <summary>Reads a tensor, whatever its number type.</summary>
    /// <param name="tensor">One of <see cref="Tensors"/>.</param>
    /// <param name="values">[tensor.Count] receives the numbers, row-major.</param>
    /// <exception cref="ArgumentException">The span's length is not the tensor's count.</exception>
    /// <exception cref="InputException">The file became shorter.</exception>
    public void Read(SafetensorInfo tensor, Span<float> values)
    {
        SafetensorType.Converter convert = TypeOf(tensor).Convert;
        ReadChunks(tensor, values, (bytes, size, part) =>
        {
            for (int i = 0; i < part.Length; i++) part[i] = convert(bytes.Slice(i * size, size));
        });
    }

    /// <summary>Reads a tensor of 32-bit whole numbers.</summary>
    /// <param name="tensor">One of <see cref="Tensors"/>, of type I32.</param>
    /// <param name="values">[tensor.Count] receives the numbers, row-major.</param>
    /// <exception cref="InputException">The tensor is of another type, or the file became shorter.</exception>
    public void Read(SafetensorInfo tensor, Span<int> values)
    {
        if (TypeOf(tensor) != SafetensorType.I32)
            throw Broken($"tensor {tensor.Name} is of type {tensor.Type}, expected I32.");
        ReadChunks(tensor, values, (bytes, size, part) =>
        {
            for (int i = 0; i < part.Length; i++) part[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * size)..]);
        });
    }

    private delegate void ChunkReader<T>(ReadOnlySpan<byte> bytes, int size, Span<T> part);

    private void ReadChunks<T>(SafetensorInfo tensor, Span<T> values, ChunkReader<T> read)
    {
        if (values.Length != tensor.Count)
            throw new ArgumentException($"values.Length is {values.Length}, expected {tensor.Count}.", nameof(values));
        const int chunk = 8192;
        int size = TypeOf(tensor).Size;
        byte[] bytes = new byte[chunk * size];
        _stream.Position = _dataStart + tensor.Start;
        for (int done = 0; done < values.Length; done += chunk)
        {
            Span<T> part = values.Slice(done, Math.Min(chunk, values.Length - done));
            ReadExactly(bytes.AsSpan(0, part.Length * size));
            read(bytes, size, part);
        }
    }

    private byte[] ReadHeader()
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        if (_stream.Length < LengthBytes + 2) throw Broken($"it has {_stream.Length} bytes, too few for a header.");
        _stream.Position = 0;
        ReadExactly(length);
        ulong count = BinaryPrimitives.ReadUInt64LittleEndian(length);
        ulong most = (ulong)Math.Min(MaxHeader, _stream.Length - LengthBytes);
        if (count > most) throw Broken($"its header should have {count} bytes, expected at most {most}.");
        byte[] header = new byte[count];
        ReadExactly(header);
        if (count == 0 || header[0] != '{') throw Broken("its header does not begin with {.");
        return header;
    }

    private DescriptionNode Parse(byte[] header)
    {
        try
        {
            return DescriptionReader.Read(header, "header", DescriptionSyntax.Strict);
        }
        catch (InputException e)
        {
            throw Broken(e.Message);
        }
    }

    private Dictionary<string, string> ReadMetadata(DescriptionNode root)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        if (root[MetadataKey] is not { } metadata) return texts;
        if (metadata.Kind != DescriptionKind.Object) throw Broken($"{MetadataKey} is not an object.");
        foreach ((string key, DescriptionNode value) in metadata.Members)
            texts[key] = value.Kind == DescriptionKind.String
                ? value.Text
                : throw Broken($"{MetadataKey}.{key} is not a text.");
        return texts;
    }

    private SafetensorInfo ReadInfo(string name, DescriptionNode node)
    {
        if (node.Kind != DescriptionKind.Object || node["dtype"] is not { } dtype || node["shape"] is not { } shape
            || node["data_offsets"] is not { } offsets || node.Members.Count != 3)
            throw Broken($"tensor {name} does not have dtype, shape and data_offsets.");
        SafetensorType type =
            SafetensorType.All.FirstOrDefault(t => dtype.Kind == DescriptionKind.String && t.Name == dtype.Text)
            ?? throw Broken($"tensor {name} is of type {dtype.Text}, expected one of {KnownTypes}.");
        ImmutableArray<long> sizes = ReadWholeNumbers(name, "shape", shape);
        ImmutableArray<long> ends = ReadWholeNumbers(name, "data_offsets", offsets);
        long count = CountOf(name, sizes);
        if (ends.Length != 2 || ends[1] - ends[0] != count * type.Size)
            throw Broken(
                $"tensor {name} has data_offsets {SafetensorInfo.ShapeToText(ends)}, expected {count * type.Size} bytes.");
        return new SafetensorInfo(name, type.Name, sizes, count) { Start = ends[0] };
    }

    private ImmutableArray<long> ReadWholeNumbers(string tensor, string key, DescriptionNode node)
    {
        if (node.Kind != DescriptionKind.Array) throw Broken($"{key} of tensor {tensor} is not a list.");
        ImmutableArray<long>.Builder numbers = ImmutableArray.CreateBuilder<long>(node.Items.Count);
        foreach (DescriptionNode item in node.Items)
        {
            long number = item.Kind == DescriptionKind.Number ? item.AsInteger(key) : -1;
            if (number < 0)
                throw Broken($"{key} of tensor {tensor} holds {item.Text}, expected a whole number from 0.");
            numbers.Add(number);
        }
        return numbers.MoveToImmutable();
    }

    /// <summary>The product of the sizes; no tensor has more numbers than the file has bytes.</summary>
    private long CountOf(string tensor, ImmutableArray<long> sizes)
    {
        if (sizes.Contains(0)) return 0;
        long count = 1;
        foreach (long size in sizes)
        {
            if (size > _stream.Length / count)
                throw Broken($"tensor {tensor} of shape {SafetensorInfo.ShapeToText(sizes)} is larger than the file.");
            count *= size;
        }
        return count;
    }

    private void RequireNoGaps()
    {
        long end = 0;
        foreach (SafetensorInfo tensor in Tensors)
        {
            if (tensor.Start != end)
                throw Broken(
                    $"tensor {tensor.Name} begins at byte {tensor.Start}, expected {end}: " +
                    "tensors must not overlap or leave gaps.");
            end += tensor.Count * TypeOf(tensor).Size;
        }
        if (_dataStart + end != _stream.Length)
            throw Broken($"it has {_stream.Length} bytes, expected {_dataStart + end}.");
    }

    private static SafetensorType TypeOf(SafetensorInfo tensor) => SafetensorType.All.First(t => t.Name == tensor.Type);

    private static string KnownTypes => string.Join(", ", SafetensorType.All.Select(t => t.Name));

    private void ReadExactly(Span<byte> bytes)
    {
        try
        {
            _stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException)
        {
            throw Broken("it became shorter while being read.");
        }
    }

    private InputException Broken(string message)
        => new($"{_source}: this is not a sound safetensors file: {message} Make or fetch the file again.");
}
