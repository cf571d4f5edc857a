using NeuralFields.Images;

namespace NeuralFields.Tests.Images;

/// <summary>Pictures to test with.</summary>
internal static class PatternImage
{
    /// <summary>Waves and some noise in every channel, within [0,1].</summary>
    public static Image Waves(int width, int height, int channels, int seed = 1, double noise = 0.1)
    {
        Random random = new(seed);
        Image image = new(width, height, channels);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int c = 0; c < channels; c++)
                {
                    double wave = 0.5 + (0.4 * Math.Sin((0.13 * x) + (0.07 * y * (c + 1))));
                    image[x, y][c] = (float)Math.Clamp(wave + (noise * (random.NextDouble() - 0.5)), 0, 1);
                }
        return image;
    }

    /// <summary>The pixel's index in every channel.</summary>
    public static Image Numbered(int width, int height)
        => new(width, height, 1, ColorEncoding.Srgb, [.. Enumerable.Range(0, width * height).Select(i => (float)i)]);
}
