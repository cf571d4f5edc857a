using NeuralFields.Images;
using NeuralFields.Rendering;

namespace NeuralFields.Cli.Subjects;

/// <summary>The square of a picture where most happens, in pixels.</summary>
/// <param name="X">Its left edge.</param>
/// <param name="Y">Its upper edge.</param>
/// <param name="Side">Its side.</param>
internal readonly record struct PictureDetail(int X, int Y, int Side)
{
    private const int Zoom = 8;
    private const int UsualSide = 40;

    /// <summary>Pixels along the side once it is enlarged.</summary>
    public int EnlargedSide => Side * Zoom;

    /// <summary>The square whose neighbouring pixels differ most; squares are tried half a side apart.</summary>
    public static PictureDetail Of(Image image)
    {
        int side = Math.Min(UsualSide, Math.Min(image.Width, image.Height)), step = Math.Max(1, side / 2);
        PictureDetail best = new(0, 0, side);
        double most = -1;
        for (int y = 0; y + side <= image.Height; y += step)
            for (int x = 0; x + side <= image.Width; x += step)
            {
                PictureDetail here = new(x, y, side);
                double differences = here.Differences(image);
                if (differences > most) (best, most) = (here, differences);
            }
        return best;
    }

    /// <summary>The square as a part of the picture.</summary>
    public ImageRegion RegionOf(Image image) => new(
        X / (double)image.Width, Y / (double)image.Height,
        (X + Side) / (double)image.Width, (Y + Side) / (double)image.Height);

    /// <summary>The square with every pixel repeated.</summary>
    public Image Enlarge(Image image)
    {
        Image enlarged = new(EnlargedSide, EnlargedSide, image.Channels, image.Encoding);
        for (int y = 0; y < EnlargedSide; y++)
            for (int x = 0; x < EnlargedSide; x++)
                Pixel(image, X + (x / Zoom), Y + (y / Zoom)).CopyTo(Pixel(enlarged, x, y));
        return enlarged;
    }

    private double Differences(Image image)
    {
        double sum = 0;
        for (int y = Y; y < Y + Side; y++)
            for (int x = X + 1; x < X + Side; x++)
                for (int c = 0; c < image.Channels; c++)
                    sum += Math.Abs(Pixel(image, x, y)[c] - Pixel(image, x - 1, y)[c]);
        return sum;
    }

    private static Span<float> Pixel(Image image, int x, int y)
        => image.Samples.AsSpan(((y * image.Width) + x) * image.Channels, image.Channels);
}
