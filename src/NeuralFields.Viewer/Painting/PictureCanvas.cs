using System.Numerics;
using NeuralFields.Images;
using NeuralFields.Rendering;

namespace NeuralFields.Viewer;

/// <summary>A part of a picture field while it is painted.</summary>
internal sealed class PictureCanvas : FieldCanvas
{
    private const float LargeDifference = 0.25f;
    private const int ShrunkSamples = 4;

    private readonly PictureField _field;
    private readonly ViewState _view;
    private readonly ImageRenderer.Request _request;
    private readonly float[] _values;
    private readonly int[] _order;
    private readonly ScreenCurve _curve;
    private readonly Image? _target;

    public PictureCanvas(PictureField field, ViewState view, int width, int height)
    {
        (_field, _view, _curve) = (field, view, new(view.Exposure, view.Tone));
        _request = new(width, height) { Region = field.RegionOf(view, width, height), Encoding = field.Encoding };
        _values = new float[width * height * field.Channels];
        _order = [.. Enumerable.Range(0, width * height)];
        if (view.Mode == ViewMode.Error || view.Comparison != Comparison.None) _target = field.Photograph(0);
    }

    public override int Width => _request.Width;

    public override int Height => _request.Height;

    public override ReadOnlyMemory<int> Order => _order;

    public override int FineSamples => ShrunkSamples;

    public override void Paint(ReadOnlyMemory<int> pixels, int samples, CancellationToken cancellation)
    {
        if (pixels.IsEmpty) return;
        cancellation.ThrowIfCancellationRequested();
        if (_field.Gpu is { } gpu)
        {
            gpu.Render(_request with { SamplesPerPixel = samples }, pixels.Span, _values, cancellation);
            return;
        }
        int first = pixels.Span[0];
        _field.Renderer.RenderPixels(
            _request with { SamplesPerPixel = samples }, first,
            _values.AsSpan(first * _field.Channels, pixels.Length * _field.Channels));
    }

    /// <summary>All, where the field has more to say than a pixel's middle; enlarged pictures are smooth.</summary>
    public override ReadOnlyMemory<int> Edges()
    {
        ImageRegion region = _request.Region;
        return (region.X1 - region.X0) * _field.Width > 1.01 * Width ? _order : ReadOnlyMemory<int>.Empty;
    }

    public override void Write(ReadOnlySpan<int> pixels, Frame frame)
    {
        foreach (int pixel in pixels) frame.Pixels[pixel] = Of(pixel);
    }

    private uint Of(int pixel)
    {
        (int y, int x) = Math.DivRem(pixel, Width);
        ImageRegion region = _request.Region;
        double u = region.X0 + ((x + 0.5) / Width * (region.X1 - region.X0));
        double v = region.Y0 + ((y + 0.5) / Height * (region.Y1 - region.Y0));
        if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return _curve.Show(_view.Background.At((y + 0.5) / Height));
        ReadOnlySpan<float> value = _values.AsSpan(pixel * _field.Channels, _field.Channels);
        if (_target is null) return Show(value);
        ReadOnlySpan<float> target = _target[
            Math.Min(_target.Width - 1, (int)(u * _target.Width)), Math.Min(_target.Height - 1, (int)(v * _target.Height))];
        return _view.Comparison == Comparison.Photograph ? Show(target) : Difference(value, target);
    }

    private uint Show(ReadOnlySpan<float> value)
    {
        Span<float> rgb = stackalloc float[3];
        for (int c = 0; c < 3; c++) rgb[c] = value[_field.Channels < 3 ? 0 : c];
        if (_field.Encoding == ColorEncoding.Srgb && _curve.IsPlain) return ScreenCurve.Show(rgb);
        if (_field.Encoding == ColorEncoding.Srgb)
            for (int c = 0; c < 3; c++) rgb[c] = (float)SrgbCurve.Decode(rgb[c]);
        return _curve.Show(new Vector3(rgb));
    }

    private static uint Difference(ReadOnlySpan<float> value, ReadOnlySpan<float> target)
    {
        float largest = 0;
        for (int c = 0; c < Math.Min(value.Length, target.Length); c++)
            largest = Math.Max(largest, Math.Abs(value[c] - target[c]));
        Span<float> color = stackalloc float[3];
        ColorMap.Lookup(largest / LargeDifference, color);
        return ScreenCurve.Show(color);
    }
}
