using System.Diagnostics;

namespace NeuralFields.Viewer;

/// <summary>How far a picture is.</summary>
public enum PaintStage
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>Few pixels, soon.</summary>
    Coarse,

    /// <summary>All pixels, part of them.</summary>
    Full,

    /// <summary>Edges are smoothed.</summary>
    Smooth,

    /// <summary>Finished.</summary>
    Done,
}

/// <summary>
/// Paints what is wanted, coarse to fine: while the view moves as many pixels as the time of a frame allows, at rest
/// all of them, tile by tile, and then the edges again. Another wish ends it at the next batch.
/// </summary>
public sealed class ProgressivePainter : IDisposable
{
    /// <summary>A view that has not changed for so long is at rest.</summary>
    private const double RestSeconds = 0.12;

    /// <summary>Pictures of a changing field at rest: fewer with more pixels.</summary>
    private const double LiveFrameRate = 5;

    /// <summary>What is shown of a fine picture on its way, and how long one that changed is waited for.</summary>
    private const double ChunkSeconds = 0.04;

    private readonly ViewedField _field;
    private readonly Action _woken;
    private readonly Lock _gate = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private Wish _wish = new(0, null, 0, 0, 0);
    private CancellationTokenSource _cancel = new();
    private Frame? _ready;
    private long _done;

    // Of the painting thread alone.
    private Wish _current = new(-1, null, 0, 0, 0);
    private FieldCanvas? _canvas;
    private Frame? _frame;
    private ReadOnlyMemory<int> _left;
    private double _pixelsPerSecond, _spent;

    /// <summary>A painter.</summary>
    /// <param name="field">What is painted.</param>
    /// <param name="woken">Called from the painting thread when there is a new picture.</param>
    public ProgressivePainter(ViewedField field, Action woken) => (_field, _woken) = (field, woken);

    private sealed record Wish(long Number, ViewState? View, int Width, int Height, double Time);

    /// <summary>How far the picture is.</summary>
    public PaintStage Stage { get; private set; }

    /// <summary>Seconds that the last moving picture took.</summary>
    public double FrameSeconds { get; private set; }

    /// <summary>Whether the field changes all the time: pictures at rest are as large as a moment allows, and end there.</summary>
    public bool IsLive { get; set; }

    /// <summary>Whether a wish waits for its first picture.</summary>
    public bool IsAwaited => _current.Number != _wish.Number;

    /// <summary>Pixels per second, as measured on the way.</summary>
    public double PixelsPerSecond => _pixelsPerSecond;

    /// <summary>Pictures of moving views so far.</summary>
    public int MovingFrames { get; private set; }

    /// <summary>The size of the last picture of a moving view.</summary>
    public (int Width, int Height) MovingSize { get; private set; }

    /// <summary>Seconds from the beginning of the last finished picture to its end, without waiting for rest.</summary>
    public double FullSeconds { get; private set; }

    /// <summary>The size of the last picture.</summary>
    public (int Width, int Height) FrameSize { get; private set; }

    /// <summary>Whether the newest wish is painted to the end.</summary>
    public bool IsSettled => Interlocked.Read(ref _done) == _wish.Number;

    /// <summary>Asks for a picture; from any thread.</summary>
    public void Want(ViewState view, int width, int height)
    {
        if (width < 1 || height < 1) return;
        lock (_gate)
        {
            if (_wish.View == view && (_wish.Width, _wish.Height) == (width, height)) return;
            _wish = new(_wish.Number + 1, view, width, height, _clock.Elapsed.TotalSeconds);
            _cancel.Cancel();
            _cancel = new();
        }
    }

    /// <summary>Takes a new picture where there is one.</summary>
    public Frame? Take() => Interlocked.Exchange(ref _ready, null);

    /// <summary>Paints the same view again: the field is another one now. On the painting thread.</summary>
    public void Renew()
    {
        _field.Renew();
        lock (_gate) _wish = _wish with { Number = _wish.Number + 1 };
    }

    /// <summary>Works for about so long. On the painting thread.</summary>
    /// <returns>Whether there is more to do now.</returns>
    public bool Work(double seconds)
    {
        double end = _clock.Elapsed.TotalSeconds + seconds;
        Wish wish;
        CancellationToken cancellation;
        lock (_gate) (wish, cancellation) = (_wish, _cancel.Token);
        if (wish.View is null) return false;
        try
        {
            do if (!Advance(wish, cancellation)) return false;
            while (_clock.Elapsed.TotalSeconds < end && wish.Number == _wish.Number);
        }
        catch (OperationCanceledException)
        {
            // A newer wish; what was painted of this one is of no use.
        }
        return true;
    }

    /// <summary>Ends what is painted now; from any thread.</summary>
    public void Cancel()
    {
        lock (_gate) _cancel.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose() => _cancel.Dispose();

    /// <summary>A size shrunk by a factor of at most 1, at least one pixel.</summary>
    public static (int Width, int Height) Shrink(int width, int height, double factor)
    {
        factor = Math.Min(1, factor);
        return (Math.Max(1, (int)Math.Round(width * factor)), Math.Max(1, (int)Math.Round(height * factor)));
    }

    private bool Advance(Wish wish, CancellationToken cancellation)
    {
        if (_current.Number != wish.Number)
        {
            bool isSameView = _current.View == wish.View && (_current.Width, _current.Height) == (wish.Width, wish.Height);
            if (isSameView && !IsLive && _frame is not null) BeginFull(wish);
            else PaintCoarse(wish, isSameView ? LiveFrameRate : _field.FrameRate, cancellation);
            _current = wish;
            return true;
        }
        if (Stage == PaintStage.Done) return false;
        if (Stage == PaintStage.Coarse)
        {
            if (_clock.Elapsed.TotalSeconds - wish.Time < RestSeconds) return false;
            BeginFull(wish);
        }
        PaintChunk(wish, cancellation);
        return true;
    }

    private void PaintCoarse(Wish wish, double frameRate, CancellationToken cancellation)
    {
        (int width, int height) = CoarseSize(wish, frameRate);
        double begun = _clock.Elapsed.TotalSeconds;
        FieldCanvas canvas = _field.Begin(wish.View!, width, height);
        canvas.Paint(canvas.Order, 1, cancellation);
        _canvas = canvas;
        _frame = new(width, height);
        canvas.Write(canvas.Order.Span, _frame);
        Measure(width * height, _clock.Elapsed.TotalSeconds - begun);
        FrameSeconds = _clock.Elapsed.TotalSeconds - begun;
        (MovingFrames, MovingSize, _spent) = (MovingFrames + 1, (width, height), FrameSeconds);
        Stage = IsLive ? PaintStage.Done : PaintStage.Coarse;
        if (IsLive) Interlocked.Exchange(ref _done, wish.Number);
        Publish(new(width, height, [.. _frame.Pixels]));
    }

    private void BeginFull(Wish wish)
    {
        (int width, int height) = (wish.Width, wish.Height);
        if (_current.Number == wish.Number && _canvas is not null && (_canvas.Width, _canvas.Height) == (width, height))
        {
            _left = ReadOnlyMemory<int>.Empty; // the moving picture has all pixels already
        }
        else
        {
            _canvas = _field.Begin(wish.View!, width, height);
            _frame = _frame!.Resize(width, height);
            _left = _canvas.Order;
        }
        Stage = PaintStage.Full;
        _current = wish;
    }

    private void PaintChunk(Wish wish, CancellationToken cancellation)
    {
        if (_left.IsEmpty && !NextStage())
        {
            Stage = PaintStage.Done;
            FullSeconds = _spent;
            Interlocked.Exchange(ref _done, wish.Number);
            Publish(new(_frame!.Width, _frame.Height, [.. _frame.Pixels]));
            return;
        }
        int samples = Stage == PaintStage.Smooth ? _canvas!.FineSamples : 1;
        int chunk = Math.Clamp((int)(_pixelsPerSecond * ChunkSeconds / samples), 1024, _left.Length > 1024 ? _left.Length : 1024);
        ReadOnlyMemory<int> part = _left[..Math.Min(chunk, _left.Length)];
        double begun = _clock.Elapsed.TotalSeconds;
        _canvas!.Paint(part, samples, cancellation);
        _canvas.Write(part.Span, _frame!);
        _left = _left[part.Length..];
        double seconds = _clock.Elapsed.TotalSeconds - begun;
        _spent += seconds;
        Measure(part.Length * samples, seconds);
        if (!_left.IsEmpty) Publish(new(_frame!.Width, _frame.Height, [.. _frame.Pixels]));
    }

    private bool NextStage()
    {
        if (Stage != PaintStage.Full) return false;
        Stage = PaintStage.Smooth;
        _left = _canvas!.Edges();
        return !_left.IsEmpty;
    }

    private (int Width, int Height) CoarseSize(Wish wish, double frameRate)
    {
        (int leastWidth, int leastHeight) = _field.LeastSize(wish.Width, wish.Height);
        double pixels = _pixelsPerSecond / frameRate;
        (int width, int height) = Shrink(wish.Width, wish.Height, Math.Sqrt(pixels / ((double)wish.Width * wish.Height)));
        return height < leastHeight ? (leastWidth, leastHeight) : (width, height);
    }

    /// <summary>The first measurement compiles code and says little: later ones soon outweigh it.</summary>
    private void Measure(int pixels, double seconds)
    {
        double rate = pixels / Math.Max(1e-6, seconds);
        _pixelsPerSecond = _pixelsPerSecond == 0 ? rate : _pixelsPerSecond + (0.4 * (rate - _pixelsPerSecond));
    }

    private void Publish(Frame frame)
    {
        FrameSize = (frame.Width, frame.Height);
        Interlocked.Exchange(ref _ready, frame);
        _woken();
    }
}
