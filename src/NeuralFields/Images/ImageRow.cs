namespace NeuralFields.Images;

/// <summary>Pictures side by side.</summary>
public static class ImageRow
{
    /// <summary>Puts pictures of one height and kind into a row.</summary>
    /// <param name="images">At least one picture, from the left.</param>
    /// <exception cref="ArgumentException">Heights, channels or encodings differ.</exception>
    public static Image Of(params ReadOnlySpan<Image> images)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images.Length, 1, nameof(images));
        Image first = images[0];
        int width = 0;
        foreach (Image image in images)
        {
            if ((image.Height, image.Channels, image.Encoding) != (first.Height, first.Channels, first.Encoding))
                throw new ArgumentException("pictures differ in height, channels or encoding, expected them alike.", nameof(images));
            width += image.Width;
        }
        Image row = new(width, first.Height, first.Channels, first.Encoding);
        int left = 0;
        foreach (Image image in images)
        {
            int length = image.Width * image.Channels;
            for (int y = 0; y < row.Height; y++)
                image.Samples.AsSpan(y * length, length).CopyTo(row.Samples.AsSpan((y * row.Width * row.Channels) + left));
            left += length;
        }
        return row;
    }
}
