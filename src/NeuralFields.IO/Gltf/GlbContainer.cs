using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Gltf;

/// <summary>The JSON text and the binary chunk of a glTF file.</summary>
internal readonly ref struct GlbContainer
{
    private const string Format = "glTF";

    private GlbContainer(ReadOnlySpan<byte> text, ReadOnlySpan<byte> binary, bool hasBinary)
    {
        Text = text;
        Binary = binary;
        HasBinary = hasBinary;
    }

    /// <summary>UTF-8.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The first buffer, where <see cref="HasBinary"/>.</summary>
    public ReadOnlySpan<byte> Binary { get; }

    public bool HasBinary { get; }

    /// <summary>Whether a file begins as the binary container does.</summary>
    public static bool Looks(ReadOnlySpan<byte> file) => file.StartsWith("glTF"u8);

    /// <exception cref="InputException">The container is broken.</exception>
    public static GlbContainer Read(ReadOnlySpan<byte> file)
    {
        if (!Looks(file)) return new GlbContainer(ReadText(file), default, hasBinary: false);
        ByteCursor cursor = new(file, Format);
        cursor.Take(4, "the header");
        uint version = (uint)cursor.Int32LittleEndian("the header"), length = (uint)cursor.Int32LittleEndian("the header");
        if (version != GlbLayout.Version)
            throw GltfNode.Mistake($"the container's version is {version}, expected {GlbLayout.Version}.");
        if (length > file.Length || length < cursor.Position)
            throw GltfNode.Mistake(
                $"the header claims {length} bytes, but the file has {file.Length}; it is truncated or damaged.");
        return ReadChunks(new ByteCursor(file[..(int)length], Format));
    }

    private static ReadOnlySpan<byte> ReadText(ReadOnlySpan<byte> file)
    {
        // What opens JSON, blanks before it and marks of UTF-8 and UTF-16.
        ReadOnlySpan<byte> starts = [(byte)'{', (byte)'[', (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n', 0xEF, 0xFE, 0xFF];
        return !file.IsEmpty && starts.Contains(file[0])
            ? TextBytes.ToUtf8(file, Format)
            : throw GltfNode.Mistake("the file begins with neither glTF nor {; it is damaged or no glTF file.");
    }

    private static GlbContainer ReadChunks(ByteCursor cursor)
    {
        cursor.Take(GlbLayout.HeaderLength, "the header");
        ReadOnlySpan<byte> text = Chunk(ref cursor, out uint type);
        if (type != GlbLayout.JsonChunk)
            throw GltfNode.Mistake($"the first chunk is of type {type:X8}, expected JSON; the file is damaged.");
        ReadOnlySpan<byte> binary = default;
        bool hasBinary = false;
        while (cursor.Left > 0)
        {
            ReadOnlySpan<byte> data = Chunk(ref cursor, out type);
            if (type == GlbLayout.JsonChunk || (type == GlbLayout.BinaryChunk && hasBinary))
                throw GltfNode.Mistake("a chunk stands there twice; the file is damaged.");
            if (type != GlbLayout.BinaryChunk) continue;
            binary = data;
            hasBinary = true;
        }
        return new GlbContainer(text, binary, hasBinary);
    }

    private static ReadOnlySpan<byte> Chunk(scoped ref ByteCursor cursor, out uint type)
    {
        uint length = (uint)cursor.Int32LittleEndian("a chunk");
        type = (uint)cursor.Int32LittleEndian("a chunk");
        return cursor.Take(length, "a chunk");
    }
}
