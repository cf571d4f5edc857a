using System.Runtime.InteropServices;

namespace NeuralFields.Viewer;

/// <summary>A finished picture as a screen takes it.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">[height · width] red, green, blue, 255 in the order of bytes; top row first.</param>
public sealed record Frame(int Width, int Height, uint[] Pixels)
{
    /// <summary>A black picture.</summary>
    public Frame(int width, int height) : this(width, height, new uint[width * height]) => Array.Fill(Pixels, Black);

    /// <summary>Opaque black.</summary>
    public const uint Black = 0xff000000;

    /// <summary>The bytes, four per pixel.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(Pixels.AsSpan());

    /// <summary>A colour of three bytes.</summary>
    public static uint Pack(byte red, byte green, byte blue) => red | ((uint)green << 8) | ((uint)blue << 16) | Black;

    /// <summary>The same picture at another size; the nearest pixel is taken.</summary>
    public Frame Resize(int width, int height)
    {
        if ((width, height) == (Width, Height)) return new(width, height, [.. Pixels]);
        Frame frame = new(width, height, new uint[width * height]);
        for (int y = 0; y < height; y++)
        {
            int from = (int)((long)y * Height / height) * Width;
            for (int x = 0; x < width; x++) frame.Pixels[(y * width) + x] = Pixels[from + (int)((long)x * Width / width)];
        }
        return frame;
    }
}
