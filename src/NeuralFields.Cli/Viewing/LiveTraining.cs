using System.Collections.Immutable;
using System.Globalization;
using NeuralFields.Cli.Training;
using NeuralFields.Training;
using NeuralFields.Viewer;

namespace NeuralFields.Cli.Viewing;

/// <summary>
/// A training under a person's eyes: between two steps it lends its thread to the viewer, for a fifth of the time while
/// the view rests and for a picture at once when it moves. Its clock stands still meanwhile.
/// </summary>
/// <param name="fit">The fit.</param>
internal sealed class LiveTraining(FitUnderWay fit) : ITraining, ITrainingObserver
{
    /// <summary>Seconds for the viewer per second of training: 1/(1 + 0.2) leaves five sixths of the speed.</summary>
    private const double ViewerPart = 0.2;

    private const double ReportSeconds = 0.5, RenewSeconds = 0.4, WaitSeconds = 0.02;
    private const int MaxPoints = 512;

    private readonly TimeProvider _time = TimeProvider.System;
    private ImmutableArray<TrainingPoint> _curve = [];
    private double _nextReport, _nextRenew, _before, _credit;
    private volatile bool _isPaused, _wantsCheckpoint, _isOver;
    private int _steps;

    /// <summary>Paints between steps; set before training begins.</summary>
    public Engine? Engine { get; set; }

    public IReadOnlyList<TrainingPoint> Curve => _curve;

    public string Quality => fit.Observer.Metric is { } metric
        ? string.Format(CultureInfo.InvariantCulture, fit.Subject.Metric.Format, metric)
        : "";

    public bool IsPaused { get => _isPaused; set => _isPaused = value; }

    public bool IsOver => _isOver;

    public void Step(int steps)
    {
        Interlocked.Add(ref _steps, steps);
        _isPaused = false;
    }

    public void SaveCheckpoint() => _wantsCheckpoint = true;

    public void OnCheckpoint(TrainingProgress progress) => fit.Observer.OnCheckpoint(progress);

    public void OnProgress(TrainingProgress progress)
    {
        if (Volatile.Read(ref _steps) > 0 && Interlocked.Decrement(ref _steps) == 0) _isPaused = true;
        if (progress.Seconds >= _nextReport || progress.SecondsLeft <= 0 || _isPaused) Report(progress);
        if (Engine is not { Ends: false } engine) return;
        Paint(engine, progress.Seconds);
        if (_isPaused) Wait(engine, progress);
        if (_wantsCheckpoint) fit.Observer.OnCheckpoint(progress);
        _wantsCheckpoint = false;
    }

    /// <summary>Says that the last step is done.</summary>
    public void End() => _isOver = true;

    private void Report(TrainingProgress progress)
    {
        _nextReport = progress.Seconds + ReportSeconds;
        fit.Observer.OnProgress(progress);
        if (_curve.Length == MaxPoints) _curve = [.. _curve.Where((_, i) => i % 2 == 0)];
        _curve = _curve.Add(new(
            progress.Step, progress.Seconds, progress.Loss, progress.SamplesPerSecond, fit.Observer.Metric));
    }

    private void Paint(Engine engine, double seconds)
    {
        _credit = Math.Min(_credit + (ViewerPart * (seconds - _before)), 1);
        _before = seconds;
        bool moves = engine.Painter.IsAwaited && seconds < _nextRenew;
        if (seconds >= _nextRenew && _credit > 0)
        {
            _nextRenew = seconds + RenewSeconds;
            engine.Painter.Renew();
        }
        if (!moves && _credit <= 0) return;
        long begun = _time.GetTimestamp();
        engine.Work(0);
        double spent = _time.GetElapsedTime(begun).TotalSeconds;
        // A person who moves the view waits for nothing; that time is not asked back from the pictures at rest.
        if (!moves) _credit -= spent;
    }

    private void Wait(Engine engine, TrainingProgress progress)
    {
        engine.Painter.IsLive = false;
        engine.Painter.Renew();
        while (_isPaused && !engine.Ends)
        {
            if (!engine.Work(WaitSeconds)) Thread.Sleep(TimeSpan.FromSeconds(WaitSeconds));
            if (_wantsCheckpoint) fit.Observer.OnCheckpoint(progress);
            _wantsCheckpoint = false;
        }
        engine.Painter.IsLive = true;
    }
}
