using System.Buffers.Binary;

namespace NeuralFields.IO.Png;

/// <summary>What a pixel of a PNG is made of; the numbers are the file's.</summary>
internal enum PngColor : byte
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}

/// <summary>The IHDR chunk.</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColor Color, bool Interlaced)
{
    public const int Length = 13;

    /// <summary>Numbers per pixel in the file: a palette index counts as one.</summary>
    public int SamplesPerPixel => Color switch
    {
        PngColor.Grey or PngColor.Palette => 1,
        PngColor.GreyAlpha => 2,
        PngColor.Rgb => 3,
        _ => 4,
    };

    /// <summary>Distance in bytes between a byte and the one a filter predicts it from.</summary>
    public int FilterStep => Math.Max(1, BitDepth * SamplesPerPixel / 8);

    /// <summary>Bytes of one row of pixels, without its filter byte.</summary>
    public long RowLength(int width) => (((long)width * BitDepth * SamplesPerPixel) + 7) / 8;

    /// <summary>The passes the picture is sent in that hold any pixel: one, or up to seven.</summary>
    public IEnumerable<PngPass> Passes
    {
        get
        {
            PngHeader self = this;
            return (Interlaced ? PngPass.Adam7 : PngPass.Whole)
                .Where(p => p.Columns(self.Width) > 0 && p.Rows(self.Height) > 0);
        }
    }

    /// <summary>Bytes of the picture once inflated, filter bytes included.</summary>
    public long InflatedLength
    {
        get
        {
            PngHeader self = this;
            return Passes.Sum(p => p.Rows(self.Height) * (1 + self.RowLength(p.Columns(self.Width))));
        }
    }

    public static PngHeader Parse(ReadOnlySpan<byte> data)
    {
        if (data.Length != Length)
            throw new InputException(
                $"PNG: chunk IHDR has {data.Length} bytes, expected {Length}; the file is damaged.");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw new InputException(
                $"PNG: the picture's size is {width} × {height}, expected 1 to {int.MaxValue} each.");
        RequireDepth(data[8], data[9]);
        RequireZero(data[10], "compression method");
        RequireZero(data[11], "filter method");
        if (data[12] > 1)
            throw new InputException($"PNG: the interlace method is {data[12]}, expected 0 (none) or 1 (Adam7).");
        return new PngHeader((int)width, (int)height, data[8], (PngColor)data[9], data[12] == 1);
    }

    private static void RequireDepth(byte depth, byte color)
    {
        string allowed = color switch
        {
            (byte)PngColor.Grey => "1, 2, 4, 8 or 16",
            (byte)PngColor.Palette => "1, 2, 4 or 8",
            (byte)PngColor.Rgb or (byte)PngColor.GreyAlpha or (byte)PngColor.Rgba => "8 or 16",
            _ => throw new InputException($"PNG: the colour type is {color}, expected 0, 2, 3, 4 or 6."),
        };
        bool sound = depth switch
        {
            8 => true,
            16 => color != (byte)PngColor.Palette,
            1 or 2 or 4 => color is (byte)PngColor.Grey or (byte)PngColor.Palette,
            _ => false,
        };
        if (!sound)
            throw new InputException($"PNG: the bit depth is {depth} with colour type {color}, expected {allowed}.");
    }

    private static void RequireZero(byte value, string what)
    {
        if (value != 0) throw new InputException($"PNG: the {what} is {value}, expected 0, the only one defined.");
    }
}
