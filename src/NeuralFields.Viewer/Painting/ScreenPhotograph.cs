using NeuralFields.Images;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Viewer;

/// <summary>A photograph laid under a view, so that the same things lie at the same places.</summary>
/// <param name="image">Three channels as coded in sRGB.</param>
/// <param name="lens">The lens of the view: the photograph's, for a picture of the window's size.</param>
internal sealed class ScreenPhotograph(Image image, CameraLens lens)
{
    private readonly float[] _color = new float[3];

    /// <summary>The photograph's colour at a pixel of the view; dark grey beside it.</summary>
    public ReadOnlySpan<float> Of(int pixel)
    {
        if (At(pixel) is { IsEmpty: false } color) color[..3].CopyTo(_color);
        else _color.AsSpan().Fill(0.12f);
        return _color;
    }

    /// <summary>The largest difference of a channel to a shown pixel; 0 beside the photograph.</summary>
    public float Difference(int pixel, uint shown)
    {
        if (At(pixel) is not { IsEmpty: false } color) return 0;
        float difference = 0;
        for (int c = 0; c < 3; c++)
            difference = Math.Max(difference, Math.Abs(color[c] - ((shown >> (8 * c) & 0xff) / 255f)));
        return difference;
    }

    private Span<float> At(int pixel)
    {
        (int row, int column) = Math.DivRem(pixel, lens.Width);
        double factor = image.Height / (double)lens.Height;
        int y = (int)((row + 0.5) * factor), x = (int)Math.Floor(((column + 0.5 - (0.5 * lens.Width)) * factor) + (0.5 * image.Width));
        return (uint)x < (uint)image.Width && (uint)y < (uint)image.Height ? image[x, y] : [];
    }
}
