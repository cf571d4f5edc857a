using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace NeuralFields.IO.Jpeg;

/// <summary>The bits of entropy-coded data: takes out stuffed zero bytes, stops at markers, finds restarts.</summary>
internal ref struct BitReader
{
    private readonly ReadOnlySpan<byte> _file;
    private ulong _buffer;           // the next bit is the highest; bits past count are zero
    private int _count;

    /// <summary>Begins after a scan header.</summary>
    public BitReader(ReadOnlySpan<byte> file, int position)
    {
        _file = file;
        Position = position;
    }

    /// <summary>The next byte not yet taken into the buffer; never beyond the next marker's 0xFF.</summary>
    public int Position { get; private set; }

    /// <summary>
    /// Whether bits were asked for past a marker. They read as zero, and the caller should skip the blocks up to the
    /// next restart.
    /// </summary>
    public bool Exhausted { get; private set; }

    /// <summary>Decodes one Huffman symbol.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Symbol(HuffmanTable table)
    {
        if (_count < 16) Fill();
        int entry = table.Lookup[(int)(_buffer >> (64 - HuffmanTable.LookupBits))];
        if (entry == 0) return LongSymbol(table);
        Take(entry >> 8);
        return entry & 255;
    }

    /// <summary>Reads a number of 1 to 16 bits, not signed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Bits(int width)
    {
        if (_count < width) Fill();
        int value = (int)(_buffer >> (64 - width));
        Take(width);
        return value;
    }

    /// <summary>Reads a number of 1 to 15 bits in the signed form of T.81, F.2.2.1 (EXTEND).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Signed(int width)
    {
        int value = Bits(width);
        return value >= 1 << (width - 1) ? value : value - (1 << width) + 1;
    }

    /// <summary>Drops the rest of the interval and takes the restart marker that ends it.</summary>
    /// <param name="expected">The number of the marker, 0 to 7.</param>
    /// <remarks>
    /// With a marker missing or doubled, the resynchronisation of libjpeg: a marker one or two ahead is left for its
    /// own interval and this one has no data, one or two behind is skipped, any other restart is taken for the
    /// expected one. Only the first unit of an interval without data differs: libjpeg decodes it from zero bits, here
    /// it is left alone like the rest.
    /// </remarks>
    public void Restart(int expected)
    {
        (_buffer, _count) = (0, 0);
        while (true)
        {
            byte marker = FindMarker(out int afterMarker);
            int ahead = (marker - Marker.FirstRestart - expected) & 7;
            bool isRestart = marker is >= Marker.FirstRestart and <= Marker.LastRestart;
            Exhausted = marker >= Marker.Baseline && (!isRestart || ahead is 1 or 2);
            if (Exhausted) return;
            Position = afterMarker;
            if (isRestart && ahead is not (6 or 7)) return;
        }
    }

    private byte FindMarker(out int after)
    {
        if (!MarkerSearch.Next(_file, Position, out int start, out after))
            throw JpegFault.Truncated(_file.Length, "the picture data");
        Position = start;
        return _file[after - 1];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int LongSymbol(HuffmanTable table)
    {
        byte symbol = table.Find((int)(_buffer >> 48), out int length);
        Take(length);
        return symbol;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(int width)
    {
        if (width > _count) Starve(width);
        _buffer <<= width;
        _count -= width;
    }

    private void Fill()
    {
        if (_count <= 32 && Position + 4 <= _file.Length)
        {
            uint four = BinaryPrimitives.ReadUInt32BigEndian(_file[Position..]);
            // Whether any of the four bytes is 0xFF: the usual test for a zero byte, on the complement.
            if (((~four - 0x0101_0101u) & four & 0x8080_8080u) == 0)
            {
                _buffer |= (ulong)four << (32 - _count);
                _count += 32;
                Position += 4;
                return;
            }
        }
        while (_count <= 56 && NextByte(out byte next))
        {
            _buffer |= (ulong)next << (56 - _count);
            _count += 8;
        }
    }

    private bool NextByte(out byte next)
    {
        next = 0;
        if (Position >= _file.Length) return false;
        next = _file[Position];
        if (next != 0xFF)
        {
            Position++;
            return true;
        }
        int after = Position + 1;
        while (after < _file.Length && _file[after] == 0xFF) after++;      // fill bytes
        if (after >= _file.Length || _file[after] != 0) return false;
        Position = after + 1;
        return true;
    }

    /// <summary>Too few bits are left: at a marker zeros follow, at the end of the file it is truncated.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Starve(int width)
    {
        if (!MarkerSearch.Next(_file, Position, out _, out _))
            throw JpegFault.Truncated(_file.Length, "the picture data");
        Exhausted = true;
        _count = Math.Max(width, 64);
    }
}
