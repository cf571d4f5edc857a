using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Viewer;

/// <summary>A picture of a field in space while it is painted.</summary>
internal sealed class SpaceCanvas : FieldCanvas
{
    /// <summary>Samples of pixels at edges: five lie as on a die.</summary>
    private const int EdgeSamples = 5;

    private readonly IViewRenderer _renderer;
    private readonly Camera _camera;
    private readonly RenderedView _view;
    private readonly ViewColors _colors;
    private readonly ViewDeviations? _deviations;
    private readonly int[] _order;

    public SpaceCanvas(SpaceField field, IViewRenderer renderer, ViewState view, int width, int height)
    {
        (_renderer, _camera) = (renderer, view.Camera(width, height));
        _view = new(width, height, ViewColors.LayersOf(field, view));
        if (ViewColors.ShowsDeviation(field, view)) _deviations = new(field, _camera, _view);
        _colors = new(field, view, _camera, _view, _deviations);
        PixelTiles tiles = new(width, height);
        _order = new int[width * height];
        for (int i = 0; i < _order.Length; i++) _order[i] = tiles.Pixel(i);
    }

    public override int Width => _view.Width;

    public override int Height => _view.Height;

    public override ReadOnlyMemory<int> Order => _order;

    public override int FineSamples => EdgeSamples;

    /// <summary>The layers so far.</summary>
    public RenderedView View => _view;

    public override void Paint(ReadOnlyMemory<int> pixels, int samples, CancellationToken cancellation)
    {
        if (!_colors.NeedsField) return;
        _renderer.RenderPixels(_camera, samples, _view, pixels, cancellation);
        _deviations?.Measure(pixels.Span);
    }

    public override ReadOnlyMemory<int> Edges()
        // Depths of several samples would blend surfaces, and their mean lies on none.
        => _colors.NeedsField && _deviations is null ? EdgePixels.Of(_view).ToArray() : ReadOnlyMemory<int>.Empty;

    public override void Write(ReadOnlySpan<int> pixels, Frame frame)
    {
        foreach (int pixel in pixels) frame.Pixels[pixel] = _colors.Of(pixel);
    }
}
