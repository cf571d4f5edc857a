using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using NeuralFields.Images;

namespace NeuralFields.IO.Exr;

/// <summary>Encodes scan-line OpenEXR files of FLOAT channels with ZIP compression and premultiplied alpha.</summary>
internal static class ExrWriter
{
    private const int BlockLines = 16;

    public static void Write(Stream stream, Image image)
    {
        List<byte[]> blocks = Blocks(image);
        byte[] header = Header(image);
        long offset = header.Length + (8L * blocks.Count);
        stream.Write(header);
        Span<byte> number = stackalloc byte[8];
        foreach (byte[] block in blocks)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, offset);
            stream.Write(number);
            offset += 8 + block.Length;
        }
        for (int i = 0; i < blocks.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, i * BlockLines);
            BinaryPrimitives.WriteInt32LittleEndian(number[4..], blocks[i].Length);
            stream.Write(number);
            stream.Write(blocks[i]);
        }
    }

    /// <summary>The picture's channels in the order files must have them in, that of their names.</summary>
    private static (string Name, int Index)[] Channels(Image image) => image.Channels switch
    {
        1 => [("Y", 0)],
        2 => [("A", 1), ("Y", 0)],
        3 => [("B", 2), ("G", 1), ("R", 0)],
        _ => [("A", 3), ("B", 2), ("G", 1), ("R", 0)],
    };

    private static byte[] Header(Image image)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        writer.Write(ExrHeader.Magic);
        writer.Write(2);
        WriteAttribute(writer, "channels", "chlist", ChannelList(image));
        WriteAttribute(writer, "compression", "compression", [(byte)ExrCompression.Zip]);
        WriteAttribute(writer, "dataWindow", "box2i", Ints(0, 0, image.Width - 1, image.Height - 1));
        WriteAttribute(writer, "displayWindow", "box2i", Ints(0, 0, image.Width - 1, image.Height - 1));
        WriteAttribute(writer, "lineOrder", "lineOrder", [0]);
        WriteAttribute(writer, "pixelAspectRatio", "float", Ints(BitConverter.SingleToInt32Bits(1)));
        WriteAttribute(writer, "screenWindowCenter", "v2f", Ints(0, 0));
        WriteAttribute(writer, "screenWindowWidth", "float", Ints(BitConverter.SingleToInt32Bits(1)));
        writer.Write((byte)0);
        return bytes.ToArray();
    }

    private static byte[] ChannelList(Image image)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        foreach ((string name, _) in Channels(image))
        {
            WriteText(writer, name);
            writer.Write(Ints((int)ExrPixelType.Float, 0, 1, 1));   // type, flags, samplings
        }
        writer.Write((byte)0);
        return bytes.ToArray();
    }

    private static void WriteAttribute(BinaryWriter writer, string name, string type, byte[] data)
    {
        WriteText(writer, name);
        WriteText(writer, type);
        writer.Write(data.Length);
        writer.Write(data);
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        writer.Write(Encoding.ASCII.GetBytes(text));
        writer.Write((byte)0);
    }

    private static byte[] Ints(params ReadOnlySpan<int> values)
    {
        byte[] bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }

    private static List<byte[]> Blocks(Image image)
    {
        LinearRows rows = new(image);
        int lineLength = checked(4 * rows.Length);
        byte[] lines = new byte[checked(lineLength * Math.Min(BlockLines, image.Height))];
        byte[] rearranged = new byte[lines.Length];
        List<byte[]> blocks = [];
        for (int y = 0; y < image.Height; y += BlockLines)
        {
            int length = lineLength * Math.Min(BlockLines, image.Height - y);
            for (int row = 0; row < length / lineLength; row++)
                FillLine(rows[y + row], image, lines.AsSpan(row * lineLength, lineLength));
            ExrBlock.Rearrange(lines.AsSpan(0, length), rearranged.AsSpan(0, length));
            byte[] packed = Deflate(rearranged.AsSpan(0, length));
            // A reader takes a block as long as its lines for one that is not packed.
            blocks.Add(packed.Length < length ? packed : lines[..length]);
        }
        return blocks;
    }

    private static void FillLine(ReadOnlySpan<float> row, Image image, Span<byte> line)
    {
        int channels = image.Channels;
        foreach ((_, int index) in Channels(image))
        {
            bool premultiply = image.HasAlpha && index < channels - 1;
            for (int x = 0; x < image.Width; x++)
            {
                float alpha = premultiply ? row[(x * channels) + channels - 1] : 1;
                BinaryPrimitives.WriteSingleLittleEndian(line[(4 * x)..], row[(x * channels) + index] * alpha);
            }
            line = line[(4 * image.Width)..];
        }
    }

    private static byte[] Deflate(ReadOnlySpan<byte> bytes)
    {
        using MemoryStream packed = new();
        using (ZLibStream deflater = new(packed, CompressionLevel.Optimal, leaveOpen: true)) deflater.Write(bytes);
        return packed.ToArray();
    }
}
