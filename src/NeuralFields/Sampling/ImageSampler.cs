using NeuralFields.Fields;
using NeuralFields.Images;
using NeuralFields.Numerics;
using NeuralFields.Training;

namespace NeuralFields.Sampling;

/// <summary>In which order an image's pixels are trained.</summary>
public enum PixelOrder
{
    /// <summary>Every trained pixel once per epoch, in a new random order each time.</summary>
    Shuffled,

    /// <summary>Each sample is any trained pixel, independent of all others.</summary>
    Independent,

    /// <summary>Row by row. What a batch of exactly all trained pixels does anyway.</summary>
    Sequential,
}

/// <summary>
/// Pixel centres and pixel values of an image. A sample is a pure function of its number and the seed; pixels that are
/// held out never come.
/// </summary>
public sealed class ImageSampler : ISampleSource
{
    private const int Block = 256;

    private readonly Image _image;
    private readonly PixelOrder _order;
    private readonly ulong _seed;
    private readonly int[]? _kept;
    private readonly int _count;
    private readonly float[] _x, _y;

    /// <summary>A sampler.</summary>
    /// <param name="image">The pixels; not copied.</param>
    /// <param name="frame">Which coordinates pixels have.</param>
    /// <param name="training">Seed and batch size.</param>
    /// <param name="heldOut">Pixels that are never drawn, or null for none.</param>
    /// <param name="order">The order; a batch of exactly all trained pixels is always sequential.</param>
    public ImageSampler(
        Image image, CoordinateFrame frame, TrainingSpec training, PixelSet? heldOut = null,
        PixelOrder order = PixelOrder.Shuffled)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(training);
        (_image, _seed) = (image, training.Seed);
        _kept = heldOut is { Members: > 0 } ? heldOut.Others() : null;
        _count = _kept?.Length ?? image.PixelCount;
        _order = training.BatchSize == _count ? PixelOrder.Sequential : order;
        CoordinateMap map = frame.Map(image.Width, image.Height);
        _x = [.. Enumerable.Range(0, image.Width).Select(i => map.X((i + 0.5) / image.Width))];
        _y = [.. Enumerable.Range(0, image.Height).Select(i => map.Y((i + 0.5) / image.Height))];
    }

    /// <inheritdoc/>
    public int InputCount => 2;

    /// <inheritdoc/>
    public int TargetCount => _image.Channels;

    /// <summary>Pixels that are trained: the length of an epoch.</summary>
    public int PixelCount => _count;

    /// <inheritdoc/>
    public long RepeatsAfter => _order == PixelOrder.Sequential ? _count : 0;

    /// <inheritdoc/>
    public int PlaceCount => _image.PixelCount;

    /// <inheritdoc/>
    public void Places(long firstSample, Span<int> places)
    {
        Span<int> pixels = stackalloc int[Block];
        for (int done = 0; done < places.Length;)
        {
            Span<int> chosen = Choose(firstSample + done, pixels, places.Length - done);
            chosen.CopyTo(places[done..]);
            done += chosen.Length;
        }
    }

    /// <inheritdoc/>
    public void Fill(long firstSample, SampleRows inputs, SampleRows targets)
    {
        Span<int> pixels = stackalloc int[Block];
        for (int done = 0; done < inputs.Count;)
        {
            Span<int> chosen = Choose(firstSample + done, pixels, inputs.Count - done);
            int count = chosen.Length;
            WriteCoordinates(chosen, inputs[0].Slice(done, count), inputs[1].Slice(done, count));
            for (int channel = 0; channel < _image.Channels; channel++)
                WriteTargets(chosen, channel, targets[channel].Slice(done, count));
            done += count;
        }
    }

    /// <summary>The pixels of as many consecutive samples as there is room for, up to the end of an epoch.</summary>
    private Span<int> Choose(long firstSample, Span<int> pixels, int wanted)
    {
        long epoch = Math.DivRem(firstSample, _count, out long place);
        int count = (int)Math.Min(Math.Min(Block, wanted), _count - place);
        Choose(epoch, (int)place, pixels, count);
        Span<int> chosen = pixels[..count];
        if (_kept is not null) Translate(chosen, _kept);
        return chosen;
    }

    /// <summary>Chooses among the trained pixels.</summary>
    private void Choose(long epoch, int place, Span<int> pixels, int count)
    {
        switch (_order)
        {
            case PixelOrder.Shuffled:
                PixelPermutation permutation = new(_count, Hash.Mix(_seed, Stream, (ulong)epoch));
                permutation.Fill(place, pixels[..((count + 7) & ~7)]);
                break;
            case PixelOrder.Independent:
                ulong sample = ((ulong)epoch * (ulong)_count) + (ulong)place;
                ulong counter = Hash.Mix(_seed, Stream, 0) + (sample * Hash.Weyl);
                for (int i = 0; i < count; i++, counter += Hash.Weyl)
                    pixels[i] = (int)(((Hash.Mix(counter) >> 32) * (ulong)_count) >> 32);
                break;
            default:
                for (int i = 0; i < count; i++) pixels[i] = place + i;
                break;
        }
    }

    private static void Translate(Span<int> pixels, int[] kept)
    {
        for (int i = 0; i < pixels.Length; i++) pixels[i] = kept[pixels[i]];
    }

    private void WriteCoordinates(ReadOnlySpan<int> pixels, Span<float> x, Span<float> y)
    {
        ReadOnlySpan<float> columns = _x, rows = _y;
        int width = columns.Length;
        // (pixel + ½) / width is at least ½/width away from a whole number, far more than the product's rounding.
        double reciprocal = 1.0 / width;
        x = x[..pixels.Length];
        y = y[..pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            int row = (int)((pixels[i] + 0.5) * reciprocal);
            x[i] = columns[pixels[i] - (row * width)];
            y[i] = rows[row];
        }
    }

    private void WriteTargets(ReadOnlySpan<int> pixels, int channel, Span<float> values)
    {
        ReadOnlySpan<float> samples = _image.Samples;
        int channels = _image.Channels;
        values = values[..pixels.Length];
        for (int i = 0; i < pixels.Length; i++) values[i] = samples[(pixels[i] * channels) + channel];
    }

    /// <summary>Tells the order of samples apart from other uses of the same seed.</summary>
    private const ulong Stream = 0x706978656C73;
}
