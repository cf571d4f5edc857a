using NeuralFields.Numerics;

namespace NeuralFields.Rendering.Cameras;

/// <summary>
/// A pinhole's projection onto a picture. The centre of the first pixel is (½, ½); y points down.
/// </summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="FocalX">Focal length in widths of a pixel.</param>
/// <param name="FocalY">Focal length in heights of a pixel.</param>
/// <param name="CenterX">Where the viewing axis meets the picture, in pixels from its left edge.</param>
/// <param name="CenterY">Where the viewing axis meets the picture, in pixels from its upper edge.</param>
public sealed record CameraLens(
    int Width, int Height, double FocalX, double FocalY, double CenterX, double CenterY)
{
    /// <summary>A lens with square pixels and the viewing axis in the middle.</summary>
    /// <param name="degrees">Vertical field of view, between 0 and 180.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="InputException">The angle is out of range.</exception>
    public static CameraLens OfFieldOfView(double degrees, int width, int height)
    {
        double focal = 0.5 * height / HalfHeightOf(degrees);
        return new(width, height, focal, focal, 0.5 * width, 0.5 * height);
    }

    /// <summary>Half the height of the view at distance 1: the tangent of half the vertical field of view.</summary>
    public double HalfHeight => 0.5 * Height / FocalY;

    /// <summary>
    /// The vertical field of view in degrees, for files and displays: computed by the platform's arc tangent.
    /// </summary>
    public double FieldOfView => Math.Atan(HalfHeight) * (360 / Math.PI);

    /// <summary>The tangent of half of a field of view.</summary>
    /// <param name="degrees">The whole angle, between 0 and 180.</param>
    /// <exception cref="InputException">The angle is out of range.</exception>
    public static double HalfHeightOf(double degrees)
    {
        if (!(degrees > 0 && degrees < 180))
            throw new InputException(FormattableString.Invariant(
                $"a field of view is {degrees} degrees, expected a number between 0 and 180."));
        (double sin, double cos) = DeterministicMath.SinCos(degrees * (Math.PI / 360));
        return sin / cos;
    }

    /// <summary>The lens for a picture of another size: the vertical field of view stays, as does the middle.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    public CameraLens Resize(int width, int height)
    {
        double factor = height / (double)Height;
        return new(
            width, height, FocalX * factor, FocalY * factor,
            (0.5 * width) + ((CenterX - (0.5 * Width)) * factor), CenterY * factor);
    }
}
