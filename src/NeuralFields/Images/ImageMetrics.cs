namespace NeuralFields.Images;

/// <summary>
/// How alike two pictures are. Values are clipped to [0,1] on both sides and never rounded; of high-range pictures only
/// the part up to 1 is judged. Alpha counts as one more channel.
/// </summary>
public static class ImageMetrics
{
    /// <summary>Peak signal-to-noise ratio in dB for peak 1, over all channels; infinite for equal pictures.</summary>
    /// <param name="prediction">The picture to judge.</param>
    /// <param name="reference">The true one.</param>
    /// <exception cref="ArgumentException">Sizes differ.</exception>
    public static double Psnr(Image prediction, Image reference)
    {
        RequireSameSize(prediction, reference);
        SquaredError error = new();
        for (int y = 0; y < reference.Height; y++) error.Add(Row(prediction, y), Row(reference, y));
        return error.Psnr;
    }

    /// <summary>Structural similarity, at most 1; null for pictures smaller than the window of 11×11.</summary>
    /// <param name="prediction">The picture to judge.</param>
    /// <param name="reference">The true one.</param>
    /// <exception cref="ArgumentException">Sizes differ.</exception>
    public static double? Ssim(Image prediction, Image reference)
    {
        RequireSameSize(prediction, reference);
        StructuralSimilarity similarity = new(reference.Width, reference.Channels);
        for (int y = 0; y < reference.Height; y++) similarity.AddRow(Row(prediction, y), Row(reference, y));
        return similarity.Mean;
    }

    internal static ReadOnlySpan<float> Row(Image image, int y)
        => image.Samples.AsSpan(y * image.Width * image.Channels, image.Width * image.Channels);

    private static void RequireSameSize(Image prediction, Image reference)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(reference);
        (int, int, int) got = (prediction.Width, prediction.Height, prediction.Channels);
        (int, int, int) expected = (reference.Width, reference.Height, reference.Channels);
        if (got != expected)
            throw new ArgumentException(
                $"prediction is {got} (width, height, channels), expected {expected} (the reference's size).",
                nameof(prediction));
    }
}
