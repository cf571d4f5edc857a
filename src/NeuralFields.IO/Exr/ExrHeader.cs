using System.Buffers.Binary;

namespace NeuralFields.IO.Exr;

/// <summary>The attributes of a scan-line file that its pixels depend on.</summary>
internal sealed class ExrHeader
{
    public const int Magic = 20000630, MaxNameLength = 255;
    private const int Version = 2, Tiled = 0x200, LongNames = 0x400, Deep = 0x800, MultiPart = 0x1000;

    private List<ExrChannel>? _channels;
    private ExrCompression? _compression;
    private (int MinX, int MinY, int MaxX, int MaxY)? _window;

    public IReadOnlyList<ExrChannel> Channels => _channels!;

    public ExrCompression Compression => _compression!.Value;

    /// <summary>The y of the first line: lines are numbered from there.</summary>
    public int FirstLine => _window!.Value.MinY;

    public long Width => (long)_window!.Value.MaxX - _window.Value.MinX + 1;

    public long Height => (long)_window!.Value.MaxY - _window.Value.MinY + 1;

    /// <summary>Bytes of one unpacked line, all channels together.</summary>
    public long LineLength => Width * (Channels[^1].Offset + Channels[^1].Size);

    public static ExrHeader Parse(ref ByteCursor cursor)
    {
        int magic = cursor.Int32LittleEndian("the magic number");
        if (magic != Magic)
            throw new InputException($"EXR: the file begins with {magic}, expected {Magic}; this is no EXR file.");
        RequireSinglePart(cursor.Int32LittleEndian("the version"));
        ExrHeader header = new();
        while (true)
        {
            string name = ByteText.Readable(cursor.Until(0, MaxNameLength, "an attribute's name"));
            if (name.Length == 0) break;
            cursor.Until(0, MaxNameLength, "an attribute's type");
            int length = cursor.Int32LittleEndian("an attribute's length");
            header.Add(name, cursor.Take(length, "attribute " + name));
        }
        header.RequireComplete();
        return header;
    }

    private static void RequireSinglePart(int version)
    {
        if ((version & 0xFF) != Version)
            throw new InputException($"EXR: the version is {version & 0xFF}, expected {Version}.");
        int flags = version & ~0xFF & ~LongNames;
        string? kind = (flags & MultiPart) != 0 ? "multi-part"
            : (flags & Deep) != 0 ? "deep"
            : (flags & Tiled) != 0 ? "tiled" : null;
        if (kind is not null)
            throw new InputException(
                $"EXR: the file is {kind}, expected one part of scan lines; convert it to scan lines.");
        if (flags != 0)
            throw new InputException(
                $"EXR: the version flags are {flags:x}, expected 0 or {LongNames:x}; the file is damaged.");
    }

    private void Add(string name, ReadOnlySpan<byte> data)
    {
        switch (name)
        {
            case "channels":
                RequireFirst(_channels is null, name);
                _channels = ExrChannel.ParseList(data);
                break;
            case "compression":
                RequireFirst(_compression is null, name);
                RequireLength(data, 1, name);
                _compression = ExrCompressions.Parse(data[0]);
                break;
            case "dataWindow":
                RequireFirst(_window is null, name);
                RequireLength(data, 16, name);
                _window = (Int(data, 0), Int(data, 1), Int(data, 2), Int(data, 3));
                break;
        }
    }

    private static int Int(ReadOnlySpan<byte> data, int index) =>
        BinaryPrimitives.ReadInt32LittleEndian(data[(4 * index)..]);

    private static void RequireFirst(bool first, string name)
    {
        if (!first) throw new InputException($"EXR: attribute {name} stands twice; the file is damaged.");
    }

    private static void RequireLength(ReadOnlySpan<byte> data, int expected, string name)
    {
        if (data.Length != expected)
            throw new InputException(
                $"EXR: attribute {name} has {data.Length} bytes, expected {expected}; the file is damaged.");
    }

    private void RequireComplete()
    {
        string? missing = _channels is null ? "channels"
            : _compression is null ? "compression"
            : _window is null ? "dataWindow" : null;
        if (missing is not null) throw new InputException($"EXR: attribute {missing} is missing; the file is damaged.");
        if (_channels!.Count == 0)
            throw new InputException("EXR: the list of channels is empty, expected R, G, B or Y.");
    }
}
