using System.Numerics;
using NeuralFields.Images;
using NeuralFields.Rendering.Radiance;
using NeuralFields.Sampling;

namespace NeuralFields.Tasks;

/// <summary>Colours of photographs and those of a field along the same rays.</summary>
/// <param name="tracer">Traces the field.</param>
/// <param name="near">Distance from the eye from which on anything may be seen.</param>
/// <param name="background">What lies behind both: RGB as coded in sRGB.</param>
/// <param name="cancellation">Ends the work early.</param>
internal sealed class ViewComparison(
    RadianceTracer tracer, float near, Vector3 background, CancellationToken cancellation)
{
    /// <summary>What arrives along the rays of pixels.</summary>
    public RayLight[] Trace(PhotographPixel[] pixels)
    {
        RayLight[] lights = new RayLight[pixels.Length];
        tracer.Trace([.. pixels.Select(RayOf)], lights, cancellation);
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
            lights[i].Over(background).CopyTo(prediction, 3 * i);
            (pixels[i].IsSeen ? pixels[i].View.ColorOf(pixels[i].Pixel, background) : background).CopyTo(reference, 3 * i);
        }
        return (prediction, reference);
    }

    /// <summary>
    /// Judges a view: PSNR by all pixels that its lens shows and no mask takes out, similarity with background in the others.
    /// </summary>
    public ViewQuality Judge(TrainingView view, string name)
    {
        SquaredError error = new();
        StructuralSimilarity similarity = new(view.Width, 3);
        PhotographPixel[] pixels = PhotographPixel.All(view);
        (float[] prediction, float[] reference) = Colors(pixels);
        for (int i = 0; i < pixels.Length; i++)
            if (pixels[i].IsSeen) error.Add(prediction.AsSpan(3 * i, 3), reference.AsSpan(3 * i, 3));
        for (int y = 0, row = 3 * view.Width; y < view.Height; y++)
            similarity.AddRow(prediction.AsSpan(y * row, row), reference.AsSpan(y * row, row));
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
