using NeuralFields.Images;

namespace NeuralFields.IO.Png;

/// <summary>Decodes PNG: chunks, inflate, filters, passes, samples.</summary>
internal static class PngReader
{
    public static DecodedImage Read(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        PngContents png = PngContents.Parse(file, limits);
        PngHeader header = png.Header;
        Image image = DeclaredSize.Allocate("PNG", header.Width, header.Height, png.Channels, ColorEncoding.Srgb);
        using ZlibReader inflater = new(png.Packed, png.Packed.Length, "PNG");
        PngPixels pixels = new(png);
        byte[] current = new byte[1 + header.RowLength(header.Width)], above = new byte[current.Length];
        foreach (PngPass pass in header.Passes)
        {
            int columns = pass.Columns(header.Width), length = (int)header.RowLength(columns);
            Array.Clear(above);
            for (int y = pass.Y; y < header.Height; y += pass.StepY)
            {
                inflater.Fill(current.AsSpan(0, 1 + length), "the rows of pixels");
                PngFilter.Undo(current[0], current.AsSpan(1, length), above.AsSpan(1, length), header.FilterStep);
                pixels.Place(current.AsSpan(1, length), columns, Row(image, y), pass.X, pass.StepX);
                (current, above) = (above, current);
            }
        }
        inflater.RequireEnd("the last row of pixels");
        return new DecodedImage(image, header.BitDepth);
    }

    private static Span<float> Row(Image image, int y)
    {
        int length = image.Width * image.Channels;
        return image.Samples.AsSpan(y * length, length);
    }
}
