namespace NeuralFields.Images;

/// <summary>A picture of where two pictures differ.</summary>
public static class ErrorMap
{
    /// <summary>
    /// The absolute difference per pixel, averaged over channels, in the colours of <see cref="ColorMap"/>.
    /// </summary>
    /// <param name="prediction">The picture to judge.</param>
    /// <param name="reference">The true one, of the same size.</param>
    /// <param name="brightest">The difference that is drawn in the brightest colour.</param>
    /// <returns>An RGB picture.</returns>
    public static Image Draw(Image prediction, Image reference, double brightest = 0.1)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(reference);
        Image map = new(reference.Width, reference.Height, 3);
        for (int y = 0; y < map.Height; y++)
            for (int x = 0; x < map.Width; x++)
                ColorMap.Lookup(Difference(prediction[x, y], reference[x, y]) / brightest, map[x, y]);
        return map;
    }

    private static double Difference(ReadOnlySpan<float> prediction, ReadOnlySpan<float> reference)
    {
        double sum = 0;
        for (int c = 0; c < reference.Length; c++)
            sum += Math.Abs(Math.Clamp(prediction[c], 0f, 1f) - Math.Clamp(reference[c], 0f, 1f));
        return sum / reference.Length;
    }
}
