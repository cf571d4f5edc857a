using NeuralFields.Datasets;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.IO.Datasets;

/// <summary>Brings lenses, which are stated for one size of picture, to the size that is there.</summary>
internal static class PictureSize
{
    /// <summary>Parts by which the two axes may be scaled differently, beside a pixel of rounding.</summary>
    private const double Tolerance = 0.02;

    /// <summary>The lens for a photograph.</summary>
    /// <param name="stated">The lens as the data set states it.</param>
    /// <param name="picture">The photograph.</param>
    /// <exception cref="InputException">The photograph has another shape than the camera.</exception>
    public static ViewLens Fit(ViewLens stated, ViewPicture picture)
    {
        CameraLens p = stated.Pinhole;
        double across = picture.StoredWidth / (double)p.Width, down = picture.StoredHeight / (double)p.Height;
        double rounding = 1.0 / Math.Min(picture.StoredWidth, picture.StoredHeight);
        if (Math.Abs((across / down) - 1) > Tolerance + rounding)
            throw new InputException(
                $"the image {picture.Path} is {picture.StoredWidth}×{picture.StoredHeight}, but its camera is of " +
                $"{p.Width}×{p.Height}: expected the same shape; it was cut or turned after its camera was found.");
        return stated.Resize(picture.Width, picture.Height);
    }
}
