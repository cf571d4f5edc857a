using NeuralFields.Fields;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.Rendering;
using NeuralFields.Viewer.Gpu;
using NeuralFields.Viewer.Interop;

namespace NeuralFields.Viewer;

/// <summary>A field of a picture.</summary>
/// <param name="renderer">Renders it.</param>
/// <param name="width">Pixels per row of the picture that was trained.</param>
/// <param name="height">Its rows.</param>
/// <param name="encoding">How its numbers stand for light.</param>
/// <param name="channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.</param>
public sealed class PictureField(ImageRenderer renderer, int width, int height, ColorEncoding encoding, int channels)
    : ViewedField
{
    /// <inheritdoc/>
    public override Box3 Bounds => new(default, new(1, 1, 0));

    /// <inheritdoc/>
    public override bool IsPicture => true;

    /// <inheritdoc/>
    public override double FrameRate => 30;

    /// <summary>How its numbers stand for light.</summary>
    public ColorEncoding Encoding => encoding;

    /// <summary>Numbers per place.</summary>
    public int Channels => channels;

    /// <summary>Pixels per row of the picture that was trained.</summary>
    public int Width => width;

    /// <summary>Its rows.</summary>
    public int Height => height;

    /// <summary>Renders it.</summary>
    internal ImageRenderer Renderer => renderer;

    /// <summary>Renders it on a graphics processor; null where the processor does.</summary>
    internal GpuPicture? Gpu { get; private set; }

    internal override void UseGpu(Gl? gl) => Gpu = gl is null ? null : new(gl, renderer);

    /// <inheritdoc/>
    public override void Renew() => Gpu?.Renew();

    /// <inheritdoc/>
    public override (int Width, int Height) LeastSize(int width, int height)
        => ProgressivePainter.Shrink(width, height, 0.5);

    /// <inheritdoc/>
    public override ViewState Home(double aspect) => new() { Background = Background.Of(new(0.02f)) };

    /// <summary>The part of the picture that a window shows.</summary>
    public ImageRegion RegionOf(ViewState view, int windowWidth, int windowHeight)
    {
        double fit = Math.Min(windowWidth / (double)width, windowHeight / (double)height) * view.Zoom;
        double w = windowWidth / (fit * width), h = windowHeight / (fit * height);
        (double x, double y) = view.PictureCenter;
        return new(x - (0.5 * w), y - (0.5 * h), x + (0.5 * w), y + (0.5 * h));
    }

    /// <inheritdoc/>
    public override FieldCanvas Begin(ViewState view, int width, int height)
        => new PictureCanvas(this, view, width, height);
}
