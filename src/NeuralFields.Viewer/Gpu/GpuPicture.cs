using System.Numerics;
using NeuralFields.Fields;
using NeuralFields.Rendering;
using NeuralFields.Viewer.Interop;

namespace NeuralFields.Viewer.Gpu;

/// <summary>A picture on a graphics processor.</summary>
internal sealed class GpuPicture
{
    // From the channels that a field has to four.
    private static readonly string[] s_channels =
        ["vec4(field_value(p), 0.0, 0.0, 0.0)", "vec4(field_value(p), 0.0, 0.0)", "vec4(field_value(p), 0.0)", "field_value(p)"];

    private readonly ImageRenderer _renderer;
    private readonly RayProgram _program;
    private readonly int _channels;

    /// <summary>Compiles the field.</summary>
    /// <exception cref="InputException">The driver refuses it.</exception>
    public GpuPicture(Gl gl, ImageRenderer renderer)
    {
        (_renderer, _channels) = (renderer, renderer.Program.Spec.OutputCount);
        _program = new(
            gl, renderer.Program, "picture.frag", marches: false, $"vec4 field_channels(vec2 p) {{ return {s_channels[_channels - 1]}; }}\n");
    }

    /// <summary>Takes over the field's present parameters.</summary>
    public void Renew() => _program.Renew();

    /// <summary>Renders pixels.</summary>
    /// <param name="request">Size, region and samples of the whole picture.</param>
    /// <param name="pixels">The pixels.</param>
    /// <param name="values">[all pixels, channels] receives those of the pixels.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    public void Render(
        ImageRenderer.Request request, ReadOnlySpan<int> pixels, float[] values, CancellationToken cancellation)
    {
        CoordinateMap map = _renderer.Map;
        ImageRegion region = request.Region;
        _program.Use();
        _program.Set("region", new Vector4(
            (float)region.X0, (float)region.Y0, (float)(region.X1 - region.X0), (float)(region.Y1 - region.Y0)));
        _program.Set("frame", new Vector4((float)map.OriginX, (float)map.OriginY, (float)map.SpanX, (float)map.SpanY));
        _program.Set("picture_size", new Vector2(request.Width, request.Height));
        _program.Trace(
            pixels, request.SamplesPerPixel, request.Width, (pixel, rays) => Write(values, pixel, rays), cancellation);
    }

    private void Write(float[] values, int pixel, ReadOnlySpan<RayProgram.Ray> rays)
    {
        Vector4 sum = Vector4.Zero;
        foreach (RayProgram.Ray ray in rays) sum += ray.Color;
        for (int c = 0; c < _channels; c++) values[(pixel * _channels) + c] = sum[c] / rays.Length;
    }
}
