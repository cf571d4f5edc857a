using System.Buffers.Binary;
using NeuralFields.Images;

namespace NeuralFields.IO.Exr;

/// <summary>Decodes scan-line OpenEXR files block by block, in the order of the offset table.</summary>
internal readonly ref struct ExrReader
{
    private readonly ReadOnlySpan<byte> _file;
    private readonly ExrHeader _header;
    private readonly ExrChannel[] _outputs;   // the file's channel of each channel of the picture
    private readonly Image _image;
    private readonly byte[] _packed, _stored, _lines;

    private ExrReader(ReadOnlySpan<byte> file, ExrHeader header, ExrChannel[] outputs, int blockLength)
    {
        _file = file;
        (_header, _outputs) = (header, outputs);
        (int width, int height) = ((int)header.Width, (int)header.Height);
        _image = DeclaredSize.Allocate("EXR", width, height, outputs.Length, ColorEncoding.Linear);
        int length = header.Compression == ExrCompression.None ? 0 : blockLength;   // else used in place
        (_packed, _stored, _lines) = (new byte[length], new byte[length], new byte[length]);
    }

    public static DecodedImage Read(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        ByteCursor cursor = new(file, "EXR");
        ExrHeader header = ExrHeader.Parse(ref cursor);
        ExrChannel[] outputs = ExrOutputs.Choose(header.Channels);
        DeclaredSize.Require("EXR", header.Width, header.Height, limits);
        int blockLines = header.Compression.Lines();
        int blockCount = (int)((header.Height + blockLines - 1) / blockLines);
        ReadOnlySpan<byte> offsets = cursor.Take(8L * blockCount, "the table of offsets");
        DeclaredSize.RequireHeld("EXR", header.LineLength * header.Height, cursor.Left, header.Compression.MaxRatio());
        long blockLength = header.LineLength * Math.Min(blockLines, header.Height);
        if (blockLength > Array.MaxLength)
            throw new InputException(
                $"EXR: a block of lines has {blockLength} bytes, expected at most {Array.MaxLength}.");
        ExrReader reader = new(file, header, outputs, (int)blockLength);
        for (int block = 0; block < blockCount; block++)
            reader.ReadBlock(block, BinaryPrimitives.ReadUInt64LittleEndian(offsets[(8 * block)..]), cursor.Position);
        return new DecodedImage(reader._image, BitDepth: 32);
    }

    private void ReadBlock(int block, ulong offset, int firstOffset)
    {
        if (offset < (ulong)firstOffset || offset >= (ulong)_file.Length)
            throw new InputException(
                $"EXR: block {block} is said to stand at byte {offset}, expected {firstOffset} to " +
                $"{_file.Length - 1}; the file is truncated, unfinished or damaged.");
        ByteCursor cursor = new(_file, "EXR");
        cursor.Take((long)offset, "a block");
        int firstRow = block * _header.Compression.Lines();
        int line = cursor.Int32LittleEndian("a block's line number"), expected = _header.FirstLine + firstRow;
        if (line != expected)
            throw new InputException(
                $"EXR: the block at byte {offset} begins with line {line}, expected {expected}; the file is damaged.");
        int length = cursor.Int32LittleEndian("a block's length");
        int rows = Math.Min(_header.Compression.Lines(), _image.Height - firstRow);
        ReadOnlySpan<byte> lines = Unpack(cursor.Take(length, "a block's pixels"), rows * (int)_header.LineLength);
        for (int row = 0; row < rows; row++)
            PlaceLine(lines.Slice(row * (int)_header.LineLength, (int)_header.LineLength), firstRow + row);
    }

    /// <summary>A block as long as its lines is stored as it is: packing did not make it smaller.</summary>
    private ReadOnlySpan<byte> Unpack(ReadOnlySpan<byte> data, int length)
    {
        if (data.Length == length) return data;
        if (data.Length > length || _header.Compression == ExrCompression.None)
            throw new InputException($"EXR: a block has {data.Length} bytes, expected {length}; the file is damaged.");
        Span<byte> stored = _stored.AsSpan(0, length), lines = _lines.AsSpan(0, length);
        if (_header.Compression == ExrCompression.Rle) ExrBlock.ExpandRuns(data, stored);
        else Inflate(data, stored);
        ExrBlock.Restore(stored, lines);
        return lines;
    }

    private void Inflate(ReadOnlySpan<byte> data, Span<byte> target)
    {
        data.CopyTo(_packed);
        using ZlibReader inflater = new(_packed, data.Length, "EXR");
        inflater.Fill(target, "a block of lines");
        inflater.RequireEnd("a block of lines");
    }

    private void PlaceLine(ReadOnlySpan<byte> line, int y)
    {
        int width = _image.Width, channels = _outputs.Length;
        Span<float> row = _image.Samples.AsSpan(y * width * channels, width * channels);
        for (int k = 0; k < channels; k++)
        {
            ExrChannel source = _outputs[k];
            ReadOnlySpan<byte> numbers = line.Slice((int)(source.Offset * width), source.Size * width);
            PlaceChannel(numbers, source.Type, row[k..], channels);
        }
        if (_image.HasAlpha) ExrOutputs.ToStraightAlpha(row, channels);
    }

    private static void PlaceChannel(ReadOnlySpan<byte> numbers, ExrPixelType type, Span<float> target, int step)
    {
        switch (type)
        {
            case ExrPixelType.Half:
                for (int i = 0, at = 0; i < numbers.Length; i += 2, at += step)
                    target[at] = (float)BinaryPrimitives.ReadHalfLittleEndian(numbers[i..]);
                return;
            case ExrPixelType.Float:
                for (int i = 0, at = 0; i < numbers.Length; i += 4, at += step)
                    target[at] = BinaryPrimitives.ReadSingleLittleEndian(numbers[i..]);
                return;
            default:
                for (int i = 0, at = 0; i < numbers.Length; i += 4, at += step)
                    target[at] = BinaryPrimitives.ReadUInt32LittleEndian(numbers[i..]);
                return;
        }
    }
}
