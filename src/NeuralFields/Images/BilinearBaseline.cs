namespace NeuralFields.Images;

/// <summary>
/// What interpolation of the kept pixels says about the held-out ones: the bar that a field has to clear. A held-out
/// pixel is the mean of the kept pixels around it under the tent (1 − |dx|/2)·(1 − |dy|/2), which reaches the eight
/// neighbours; where none of them is kept, the tent grows by a pixel per side until one is.
/// </summary>
public static class BilinearBaseline
{
    /// <summary>PSNR in dB of the interpolation over the held-out pixels; null when none are.</summary>
    /// <param name="image">The true picture.</param>
    /// <param name="heldOut">The pixels that were held out.</param>
    public static double? Psnr(Image image, PixelSet heldOut)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(heldOut);
        if (heldOut.Members == 0) return null;
        SquaredError error = new();
        Span<float> values = stackalloc float[image.Channels];
        for (int y = 0, pixel = 0; y < image.Height; y++)
            for (int x = 0; x < image.Width; x++, pixel++)
            {
                if (!heldOut[pixel]) continue;
                Interpolate(image, heldOut, x, y, values);
                error.Add(values, image[x, y]);
            }
        return error.Psnr;
    }

    /// <summary>Interpolates one pixel from kept ones, never from itself.</summary>
    /// <param name="image">The picture; at least one pixel must be kept.</param>
    /// <param name="heldOut">The pixels not to read.</param>
    /// <param name="x">Column of a held-out pixel.</param>
    /// <param name="y">Its row.</param>
    /// <param name="values">[channels] receives the interpolated values.</param>
    public static void Interpolate(Image image, PixelSet heldOut, int x, int y, Span<float> values)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(heldOut);
        Span<double> sums = stackalloc double[image.Channels];
        double weight = 0;
        for (int radius = 1; weight == 0 && radius < Math.Max(image.Width, image.Height); radius++)
            weight = AddTent(image, heldOut, x, y, radius, sums);
        for (int c = 0; c < values.Length; c++) values[c] = (float)(sums[c] / weight);
    }

    /// <summary>Adds the kept pixels under a tent that falls to zero beyond the radius.</summary>
    /// <returns>The sum of their weights.</returns>
    private static double AddTent(Image image, PixelSet heldOut, int x, int y, int radius, Span<double> sums)
    {
        double total = 0;
        for (int row = Math.Max(0, y - radius); row <= Math.Min(image.Height - 1, y + radius); row++)
            for (int column = Math.Max(0, x - radius); column <= Math.Min(image.Width - 1, x + radius); column++)
            {
                if (heldOut[(row * image.Width) + column]) continue;
                int across = radius + 1 - Math.Abs(column - x), down = radius + 1 - Math.Abs(row - y);
                total += across * down;
                ReadOnlySpan<float> pixel = image[column, row];
                for (int c = 0; c < sums.Length; c++) sums[c] += across * down * (double)pixel[c];
            }
        return total;
    }
}
