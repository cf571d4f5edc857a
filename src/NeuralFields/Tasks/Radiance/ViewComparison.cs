using System.Numerics;
using NeuralFields.Images;
using NeuralFields.Rendering.Radiance;
using NeuralFields.Sampling;

namespace NeuralFields.Tasks;

/// <summary>Colours of photographs and those of a field along the same rays.</summary>
/// <param name="tracer">Traces the field.</param>
/// <param name="near">Distance from the eye from which on anything may be seen.</param>
/// <param name="background">What lies behind both: RGB as coded in sRGB.</param>
internal sealed class ViewComparison(RadianceTracer tracer, float near, Vector3 background)
{
    /// <summary>What arrives along the rays of pixels.</summary>
    public RayLight[] Trace(PhotographPixel[] pixels)
    {
        RayLight[] lights = new RayLight[pixels.Length];
        tracer.Trace([.. pixels.Select(RayOf)], lights);
        return lights;
    }

    /// <summary>Both colours of pixels; where the lens or a mask shows nothing they are alike.</summary>
    /// <returns>[pixels, 3] each, as coded in sRGB.</returns>
    public (float[] Prediction, float[] Reference) Colors(PhotographPixel[] pixels)
    {
        RayLight[] lights = Trace(pixels);
        float[] prediction = new float[3 * pixels.Length], reference = new float[3 * pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            (TrainingView view, int pixel) = pixels[i];
            bool isSeen = view.Directions.Span[pixel] != Vector3.Zero;
            lights[i].Over(background).CopyTo(prediction, 3 * i);
            (isSeen ? view.ColorOf(pixel, background) : background).CopyTo(reference, 3 * i);
        }
        return (prediction, reference);
    }

    /// <summary>Judges a view by all of its pixels.</summary>
    public ViewQuality Judge(TrainingView view, string name)
    {
        SquaredError error = new();
        StructuralSimilarity similarity = new(view.Width, 3);
        (float[] prediction, float[] reference) = Colors(PhotographPixel.All(view));
        for (int y = 0, row = 3 * view.Width; y < view.Height; y++)
        {
            ReadOnlySpan<float> predicted = prediction.AsSpan(y * row, row), expected = reference.AsSpan(y * row, row);
            error.Add(predicted, expected);
            similarity.AddRow(predicted, expected);
        }
        return new(name, error.Psnr, similarity.Mean);
    }

    /// <summary>The PSNR of some pixels of a view, in dB.</summary>
    public double Psnr(PhotographPixel[] pixels)
    {
        (float[] prediction, float[] reference) = Colors(pixels);
        SquaredError error = new();
        error.Add(prediction, reference);
        return error.Psnr;
    }

    private EyeRay RayOf(PhotographPixel pixel)
        => pixel.View.DirectionOf(pixel.Pixel) is var d && d != Vector3.Zero
            ? new(pixel.View.Position, d, near)
            : new(pixel.View.Position, pixel.View.Back, float.PositiveInfinity);
}
