namespace NeuralFields.Images;

/// <summary>Pictures of other sizes. All work on the values as they are coded.</summary>
public static class ImageResampling
{
    /// <summary>A picture N times smaller per side, sizes rounded and at least 1: <c>--downscale N</c>.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="factor">At least 1; 1 returns the picture itself.</param>
    public static Image Downscale(Image image, int factor)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        return factor == 1 ? image : AreaAverage(image, Reduced(image.Width, factor), Reduced(image.Height, factor));
    }

    /// <summary>The square in the middle of a picture, as large as fits.</summary>
    /// <param name="image">The picture; returned itself where it is square.</param>
    public static Image CenterSquare(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Width == image.Height) return image;
        int side = Math.Min(image.Width, image.Height), channels = image.Channels;
        int left = (image.Width - side) / 2, top = (image.Height - side) / 2;
        Image square = new(side, side, channels, image.Encoding);
        for (int y = 0; y < side; y++)
            image.Samples.AsSpan((((top + y) * image.Width) + left) * channels, side * channels)
                .CopyTo(square.Samples.AsSpan(y * side * channels));
        return square;
    }

    /// <summary>
    /// A picture of another size whose pixels average the area they cover; pixels that are cut count in part. Colours
    /// are weighted with alpha.
    /// </summary>
    /// <param name="image">The picture.</param>
    /// <param name="width">Pixels per row of the result.</param>
    /// <param name="height">Rows of the result.</param>
    public static Image AreaAverage(Image image, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        Image result = new(width, height, image.Channels, image.Encoding);
        double[] source = new double[image.Width * image.Channels], target = new double[width * image.Channels];
        for (int y = 0; y < height; y++)
        {
            Array.Clear(target);
            foreach ((int row, double part) in Covered(y, image.Height, height))
            {
                ReadWeighted(image, row, source);
                AddRow(source, image.Width, part, target, width, image.Channels);
            }
            WriteUnweighted(target, result, y);
        }
        return result;
    }

    /// <summary>A picture of another size whose pixels each repeat the nearest one.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="width">Pixels per row of the result.</param>
    /// <param name="height">Rows of the result.</param>
    public static Image Nearest(Image image, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        Image result = new(width, height, image.Channels, image.Encoding);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                image[Middle(x, image.Width, width), Middle(y, image.Height, height)].CopyTo(result[x, y]);
        return result;
    }

    /// <summary>A side after <see cref="Downscale"/>: rounded, and at least 1.</summary>
    public static int Reduced(int size, int factor) => Math.Max(1, (int)(((2L * size) + factor) / (2L * factor)));

    private static int Middle(int index, int from, int to) => (int)(((2L * index) + 1) * from / (2L * to));

    /// <summary>
    /// The source pixels under one pixel of the result and their parts of it, in whole units of 1/(from·to).
    /// </summary>
    private static IEnumerable<(int Index, double Part)> Covered(int index, int from, int to)
    {
        long start = (long)index * from, end = start + from;
        for (long i = start / to; i * to < end; i++)
            yield return ((int)i, (Math.Min(end, (i + 1) * to) - Math.Max(start, i * to)) / (double)from);
    }

    private static void AddRow(double[] source, int from, double rowPart, double[] target, int to, int channels)
    {
        for (int x = 0; x < to; x++)
        {
            long start = (long)x * from, end = start + from;
            for (long i = start / to; i * to < end; i++)
            {
                double part = rowPart * (Math.Min(end, (i + 1) * to) - Math.Max(start, i * to)) / from;
                for (int c = 0; c < channels; c++) target[(x * channels) + c] += part * source[(i * channels) + c];
            }
        }
    }

    private static void ReadWeighted(Image image, int row, double[] values)
    {
        ReadOnlySpan<float> samples = ImageMetrics.Row(image, row);
        int colors = image.HasAlpha ? image.Channels - 1 : image.Channels;
        for (int i = 0; i < values.Length; i += image.Channels)
        {
            double weight = image.HasAlpha ? samples[i + colors] : 1;
            for (int c = 0; c < colors; c++) values[i + c] = weight * samples[i + c];
            if (image.HasAlpha) values[i + colors] = weight;
        }
    }

    private static void WriteUnweighted(double[] values, Image result, int row)
    {
        int colors = result.HasAlpha ? result.Channels - 1 : result.Channels;
        for (int x = 0; x < result.Width; x++)
        {
            Span<float> pixel = result[x, row];
            ReadOnlySpan<double> sums = values.AsSpan(x * result.Channels, result.Channels);
            double weight = result.HasAlpha ? sums[colors] : 1;
            for (int c = 0; c < colors; c++) pixel[c] = weight == 0 ? 0 : (float)(sums[c] / weight);
            if (result.HasAlpha) pixel[colors] = (float)weight;
        }
    }
}
