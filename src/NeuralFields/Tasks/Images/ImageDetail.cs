using NeuralFields.Fields;
using NeuralFields.Images;
using NeuralFields.RadialBases;
using NeuralFields.Sampling;

namespace NeuralFields.Tasks;

/// <summary>Where a picture has detail: every pixel with the magnitude of its gradient.</summary>
/// <remarks>Sobel's 3×3 operator over all channels, as NeuRBF places its kernels by (Chen et al. 2023).</remarks>
internal static class ImageDetail
{
    private const float SobelSum = 8;

    /// <summary>The pixels with any detail; all of them where there is none.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="map">From places in the picture to coordinates.</param>
    /// <param name="heldOut">Pixels that stay unknown: the trained pixel before them stands in for each.</param>
    public static WeightedPoints Points(Image image, CoordinateMap map, PixelSet heldOut)
    {
        int[] source = Sources(image.PixelCount, heldOut);
        float[] weights = [.. Enumerable.Range(0, image.PixelCount).Select(pixel => Gradient(image, source, pixel))];
        return Weighted(image, map, weights);
    }

    /// <summary>The pixels with weights above 0; all of them, alike, where none has one.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="map">From places in the picture to coordinates.</param>
    /// <param name="weights">[pixels] weights; overwritten where none is above 0.</param>
    public static WeightedPoints Weighted(Image image, CoordinateMap map, float[] weights)
    {
        if (!weights.Any(w => w > 0)) Array.Fill(weights, 1);
        int[] kept = [.. Enumerable.Range(0, weights.Length).Where(i => weights[i] > 0)];
        float[] coordinates = new float[2 * kept.Length];
        for (int i = 0; i < kept.Length; i++)
        {
            coordinates[2 * i] = map.X(((kept[i] % image.Width) + 0.5) / image.Width);
            coordinates[(2 * i) + 1] = map.Y(((kept[i] / image.Width) + 0.5) / image.Height);
        }
        double extent = Math.Max(Math.Abs(map.SpanX), Math.Abs(map.SpanY));
        return new(
            2, coordinates, [.. kept.Select(i => weights[i])], extent / Math.Max(image.Width, image.Height), extent);
    }

    private static float Gradient(Image image, int[] source, int pixel)
    {
        int x = pixel % image.Width, y = pixel / image.Width;
        float sum = 0;
        for (int channel = 0; channel < image.Channels; channel++)
        {
            float At(int dx, int dy)
            {
                int column = Math.Clamp(x + dx, 0, image.Width - 1), row = Math.Clamp(y + dy, 0, image.Height - 1);
                return image.Samples[(source[(row * image.Width) + column] * image.Channels) + channel];
            }
            float across = At(1, -1) + (2 * At(1, 0)) + At(1, 1) - At(-1, -1) - (2 * At(-1, 0)) - At(-1, 1);
            float down = At(-1, 1) + (2 * At(0, 1)) + At(1, 1) - At(-1, -1) - (2 * At(0, -1)) - At(1, -1);
            sum += ((across * across) + (down * down)) / (SobelSum * SobelSum);
        }
        return MathF.Sqrt(sum);
    }

    /// <summary>The pixel whose value stands for each.</summary>
    private static int[] Sources(int pixels, PixelSet heldOut)
    {
        int[] source = [.. Enumerable.Range(0, pixels)];
        if (heldOut.Members == 0) return source;
        int last = heldOut.Others()[0];
        for (int i = 0; i < pixels; i++) source[i] = last = heldOut[i] ? last : i;
        return source;
    }
}
