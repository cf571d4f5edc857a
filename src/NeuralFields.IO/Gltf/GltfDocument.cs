using System.Buffers.Text;
using System.Text;
using NeuralFields.Descriptions;

namespace NeuralFields.IO.Gltf;

/// <summary>A glTF file: its JSON, and its buffers as they are asked for.</summary>
internal sealed class GltfDocument
{
    private const string Base64Mark = ";base64,";

    // Extensions that only touch materials, textures, lights and animation: geometry is the same without them. Whole
    // numbers as coordinates (quantization) are read.
    private static readonly string[] s_harmless =
        ["KHR_mesh_quantization", "KHR_materials_", "KHR_texture_", "EXT_texture_", "KHR_lights_", "KHR_animation_",
            "KHR_xmp", "EXT_lights_", "MSFT_texture_", "KHR_node_visibility"];

    private readonly byte[]? _binary;
    private readonly MeshReadOptions _options;
    private readonly Dictionary<long, byte[]> _buffers = [];

    private GltfDocument(DescriptionNode root, byte[]? binary, long length, MeshReadOptions options)
        => (Root, _binary, ByteLength, _options) = (new GltfNode(root, ""), binary, length, options);

    /// <summary>The outermost object.</summary>
    public GltfNode Root { get; }

    /// <summary>Bytes of the file and of the buffers opened so far.</summary>
    public long ByteLength { get; private set; }

    /// <summary>Opens a file's bytes.</summary>
    /// <exception cref="InputException">It is broken, or requires what this reader does not know.</exception>
    public static GltfDocument Open(ReadOnlySpan<byte> file, MeshReadOptions options)
    {
        GlbContainer container = GlbContainer.Read(file);
        DescriptionNode root = ReadText(container.Text);
        if (root.Kind != DescriptionKind.Object) throw GltfNode.Mistake("the text is no object { … }.");
        byte[]? binary = container.HasBinary ? container.Binary.ToArray() : null;
        GltfDocument document = new(root, binary, file.Length, options);
        document.RequireKnown();
        return document;
    }

    /// <summary>The bytes of a view, and the distance of its elements where it names one.</summary>
    public ReadOnlySpan<byte> View(GltfNode reference, out long stride)
    {
        GltfNode view = Root["bufferViews"].At(reference.Whole, reference.Path);
        ReadOnlySpan<byte> buffer = Buffer(view["buffer"]);
        long offset = view["byteOffset"].WholeOr(0), length = view["byteLength"].Whole;
        if (offset > buffer.Length || length > buffer.Length - offset)
            throw GltfNode.Mistake(
                $"{view.Path} takes {length} bytes from {offset}, but its buffer has {buffer.Length}.");
        stride = view["byteStride"].WholeOr(0);
        return buffer.Slice((int)offset, (int)length);
    }

    /// <summary>
    /// Places of values cost memory and are of use in one message alone, so that the text is read again for it.
    /// </summary>
    private static DescriptionNode ReadText(ReadOnlySpan<byte> text)
    {
        try
        {
            return DescriptionReader.Read(text, "", DescriptionSyntax.Strict);
        }
        catch (InputException)
        {
            return DescriptionReader.Read(text, "glTF", DescriptionSyntax.Strict);
        }
    }

    private void RequireKnown()
    {
        GltfNode version = Root["asset"]["version"];
        if (!version.Text.StartsWith("2.", StringComparison.Ordinal)) throw version.Wrong("2.0");
        foreach (GltfNode extension in Root["extensionsRequired"].Items)
            if (!s_harmless.Any(h => extension.Text.StartsWith(h, StringComparison.Ordinal)))
                throw GltfNode.Mistake(
                    $"the file requires {extension.Text}, which is not supported; export it without (uncompressed).");
    }

    private ReadOnlySpan<byte> Buffer(GltfNode reference)
    {
        GltfNode buffer = Root["buffers"].At(reference.Whole, reference.Path);
        long length = buffer["byteLength"].Whole;
        if (!_buffers.TryGetValue(reference.Whole, out byte[]? bytes))
            _buffers.Add(reference.Whole, bytes = Load(buffer, reference.Whole));
        return length <= bytes.Length
            ? bytes.AsSpan(0, (int)length)
            : throw GltfNode.Mistake($"{buffer.Path} has {bytes.Length} bytes, expected {length}; it is truncated.");
    }

    private byte[] Load(GltfNode buffer, long index)
    {
        GltfNode uri = buffer["uri"];
        if (!uri.Exists)
            return index == 0 && _binary is not null
                ? _binary
                : throw GltfNode.Mistake($"{buffer.Path} names no file, and there is no binary chunk for it.");
        byte[] bytes = uri.Text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? Decode(uri)
            : Fetch(uri);
        ByteLength += bytes.Length;
        return bytes;
    }

    private static byte[] Decode(GltfNode uri)
    {
        int mark = uri.Text.IndexOf(Base64Mark, StringComparison.Ordinal);
        if (mark < 0) throw GltfNode.Mistake($"{uri.Path} holds data that is not base64, which is not supported.");
        ReadOnlySpan<char> coded = uri.Text.AsSpan(mark + Base64Mark.Length);
        byte[] bytes = new byte[coded.Length];
        Encoding.Latin1.GetBytes(coded, bytes);
        return Base64.DecodeFromUtf8InPlace(bytes, out int written) == System.Buffers.OperationStatus.Done
            ? bytes[..written]
            : throw GltfNode.Mistake($"{uri.Path} is no sound base64; the file is damaged.");
    }

    private byte[] Fetch(GltfNode uri)
    {
        string name = Uri.UnescapeDataString(uri.Text);
        string shown = name.Length <= 80 ? name : name[..80] + "…";
        // A colon ends a scheme (http:) or a drive letter: neither is relative to the file.
        if (name.Length == 0 || name.Contains(':', StringComparison.Ordinal) || name.StartsWith('/'))
            throw GltfNode.Mistake($"{uri.Path} is '{shown}', expected a file relative to this one; nothing is fetched from elsewhere.");
        return _options.OpenBeside is not { } open
            ? throw GltfNode.Mistake($"{uri.Path} is '{shown}', but there is no folder to look for it.")
            : Opened(open, name, uri);
    }

    private static byte[] Opened(Func<string, byte[]> open, string name, GltfNode uri)
    {
        try
        {
            return open(name);
        }
        catch (InputException e)
        {
            throw e.At("glTF: " + uri.Path);
        }
    }
}
