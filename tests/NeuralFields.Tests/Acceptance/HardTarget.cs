using NeuralFields.Images;

namespace NeuralFields.Tests.Acceptance;

/// <summary>
/// A small picture with a chirp, a disc and a checkerboard: smooth and hard parts in known proportion. Coordinates are
/// pixel centres in [−1,1].
/// </summary>
internal static class HardTarget
{
    public static double Value(double x, double y)
    {
        double chirp = 0.25 * (0.5 + (0.5 * Math.Sin(10 * Math.PI * ((x * x) + (y * y)))));
        double disc = ((x + 0.3) * (x + 0.3)) + ((y - 0.2) * (y - 0.2)) < 0.45 * 0.45 ? 0.5 : 0;
        double square = (Math.Floor(4 * (x + 1)) + Math.Floor(4 * (y + 1))) % 2 != 0 ? 0.25 : 0;
        return chirp + disc + square;
    }

    /// <summary>The picture itself.</summary>
    public static Image Pixels(int side)
    {
        Image image = new(side, side, 1, ColorEncoding.Linear);
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++)
                image[x, y][0] = (float)Value(Coordinate(x + 0.5, side), Coordinate(y + 0.5, side));
        return image;
    }

    /// <summary>[samples, 2] coordinates and values of the pixels, or of the corners between four of them.</summary>
    public static (float[] Points, double[] Values) Samples(int side, bool corners)
    {
        int count = corners ? side - 1 : side;
        double offset = corners ? 1 : 0.5;
        float[] points = new float[count * count * 2];
        double[] values = new double[count * count];
        for (int i = 0; i < values.Length; i++)
        {
            double x = Coordinate((i % count) + offset, side), y = Coordinate((i / count) + offset, side);
            (points[2 * i], points[(2 * i) + 1]) = ((float)x, (float)y);
            values[i] = Value(x, y);
        }
        return (points, values);
    }

    /// <summary>Peak signal-to-noise ratio in dB, for a peak of 1.</summary>
    public static double Psnr(IEnumerable<double> values, IEnumerable<double> expected)
        => -10 * Math.Log10(values.Zip(expected, (a, b) => (a - b) * (a - b)).Average());

    private static double Coordinate(double place, int side) => (2 * place / side) - 1;
}
