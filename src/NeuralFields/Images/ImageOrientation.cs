namespace NeuralFields.Images;

/// <summary>Turns pictures upright as their EXIF orientation says.</summary>
public static class ImageOrientation
{
    /// <summary>The upright picture.</summary>
    /// <param name="image">The picture as it is stored.</param>
    /// <param name="orientation">
    /// EXIF tag 274: 1 as stored, 2 mirrored left to right, 3 turned by 180°, 4 mirrored top to bottom, 5 transposed,
    /// 6 to be turned 90° clockwise, 7 transposed along the other diagonal, 8 to be turned 90° counter-clockwise.
    /// </param>
    /// <returns>The picture itself for 1 and for values that EXIF does not define.</returns>
    public static Image Apply(Image image, int orientation)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (orientation is < 2 or > 8) return image;
        bool swaps = orientation >= 5;
        Image result = swaps
            ? new(image.Height, image.Width, image.Channels, image.Encoding)
            : new(image.Width, image.Height, image.Channels, image.Encoding);
        bool fromRight = orientation is 2 or 3 or 7 or 8, fromBottom = orientation is 3 or 4 or 6 or 7;
        for (int y = 0; y < result.Height; y++)
            for (int x = 0; x < result.Width; x++)
            {
                (int column, int row) = swaps ? (y, x) : (x, y);
                if (fromRight) column = image.Width - 1 - column;
                if (fromBottom) row = image.Height - 1 - row;
                image[column, row].CopyTo(result[x, y]);
            }
        return result;
    }
}
