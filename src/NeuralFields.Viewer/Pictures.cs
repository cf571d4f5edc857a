using NeuralFields.Images;

namespace NeuralFields.Viewer;

/// <summary>Pictures of bytes as the library has them.</summary>
internal static class Pictures
{
    /// <summary>A picture of three channels.</summary>
    /// <param name="bytes">[height, width, 4] red, green, blue and one that is left out.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="isUpsideDown">Whether the lowest row comes first.</param>
    public static Image Of(ReadOnlySpan<byte> bytes, int width, int height, bool isUpsideDown)
    {
        Image image = new(width, height, 3);
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = bytes.Slice((isUpsideDown ? height - 1 - y : y) * width * 4, width * 4);
            for (int x = 0; x < width; x++)
                for (int c = 0; c < 3; c++) image.Samples[(((y * width) + x) * 3) + c] = row[(4 * x) + c] / 255f;
        }
        return image;
    }
}
