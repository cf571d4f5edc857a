using NeuralFields.Backends;
using NeuralFields.Fields;
using NeuralFields.Images;

namespace NeuralFields.Rendering;

/// <summary>Renders a field of pictures at any size and of any region.</summary>
public sealed class ImageRenderer
{
    /// <summary>Samples per call of the backend: enough to keep all its threads busy, 1 MB of scratch.</summary>
    private const int MaxSamples = 1 << 16;

    private readonly IFieldProgram _program;
    private readonly CoordinateMap _map;
    private readonly int _channels;
    private float[] _inputs = [], _outputs = [];

    /// <summary>A renderer.</summary>
    /// <param name="program">The field: two coordinates in, 1 to 4 channels out.</param>
    /// <param name="map">The coordinates of the picture that was trained.</param>
    /// <exception cref="InputException">The field is not one of pictures.</exception>
    public ImageRenderer(IFieldProgram program, CoordinateMap map)
    {
        ArgumentNullException.ThrowIfNull(program);
        (_program, _map, _channels) = (program, map, program.Spec.OutputCount);
        if (program.Spec.InputCount != 2 || _channels is < 1 or > 4)
            throw new InputException(
                $"the field takes {program.Spec.InputCount} coordinates and gives {_channels} values, " +
                "expected 2 and 1 to 4 (a field of pictures).");
    }

    /// <summary>The field.</summary>
    public IFieldProgram Program => _program;

    /// <summary>From places in the picture to the field's coordinates.</summary>
    public CoordinateMap Map => _map;

    /// <summary>What is rendered.</summary>
    /// <param name="Width">Pixels per row.</param>
    /// <param name="Height">Rows.</param>
    public sealed record Request(int Width, int Height)
    {
        /// <summary>The part of the trained picture that fills the result.</summary>
        public ImageRegion Region { get; init; } = ImageRegion.Whole;

        /// <summary>Samples per pixel, averaged: 1 is the pixel's centre, more spread over its area.</summary>
        public int SamplesPerPixel { get; init; } = 1;

        /// <summary>How the field's numbers stand for light.</summary>
        public ColorEncoding Encoding { get; init; }
    }

    /// <summary>Renders a picture. Values are as the field gives them: not clipped.</summary>
    /// <param name="request">Size, region and samples.</param>
    /// <param name="progress">Told the part that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends the rendering between two batches.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Image Render(Request request, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.SamplesPerPixel, 1);
        Image image = new(request.Width, request.Height, _channels, request.Encoding);
        int batch = Math.Max(1, MaxSamples / request.SamplesPerPixel);
        for (int first = 0; first < image.PixelCount; first += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(batch, image.PixelCount - first);
            RenderPixels(request, first, image.Samples.AsSpan(first * _channels, count * _channels));
            progress?.Report((first + count) / (double)image.PixelCount);
        }
        return image;
    }

    /// <summary>Renders consecutive pixels, row by row from the top.</summary>
    /// <param name="request">Size, region and samples of the whole picture.</param>
    /// <param name="firstPixel">The first pixel, y·width + x.</param>
    /// <param name="values">[pixels, channels] overwritten; the scratch memory grows with its length.</param>
    public void RenderPixels(Request request, int firstPixel, Span<float> values)
    {
        ArgumentNullException.ThrowIfNull(request);
        int samples = request.SamplesPerPixel, pixels = values.Length / _channels;
        Reserve(ref _inputs, pixels * samples * 2);
        Span<float> inputs = _inputs.AsSpan(0, pixels * samples * 2);
        WriteCoordinates(request, firstPixel, inputs);
        if (samples == 1)
        {
            _program.Evaluate(inputs, values);
            return;
        }
        Reserve(ref _outputs, pixels * samples * _channels);
        Span<float> outputs = _outputs.AsSpan(0, pixels * samples * _channels);
        _program.Evaluate(inputs, outputs);
        Average(outputs, samples, values);
    }

    private void WriteCoordinates(Request request, int firstPixel, Span<float> inputs)
    {
        (double x0, double y0, double x1, double y1) = request.Region;
        int samples = request.SamplesPerPixel, at = 0;
        PixelLattice lattice = new(samples);
        (int y, int x) = Math.DivRem(firstPixel, request.Width);
        while (at < inputs.Length)
        {
            for (int j = 0; j < samples; j++)
            {
                (double right, double down) = lattice[j];
                double u = (x + right) / request.Width, v = (y + down) / request.Height;
                inputs[at++] = _map.X(x0 + (u * (x1 - x0)));
                inputs[at++] = _map.Y(y0 + (v * (y1 - y0)));
            }
            if (++x == request.Width) (x, y) = (0, y + 1);
        }
    }

    private void Average(ReadOnlySpan<float> outputs, int samples, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int first = ((i / _channels) * samples * _channels) + (i % _channels);
            double sum = 0;
            for (int j = 0; j < samples; j++) sum += outputs[first + (j * _channels)];
            values[i] = (float)(sum / samples);
        }
    }

    private static void Reserve(ref float[] array, int length)
    {
        if (array.Length < length) array = new float[length];
    }
}
