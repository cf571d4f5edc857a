using System.Diagnostics;
using System.Globalization;
using NeuralFields.Backends;
using NeuralFields.Cli.Subjects;
using NeuralFields.IO;
using NeuralFields.Training;

namespace NeuralFields.Cli.Training;

/// <summary>Watches a fit: measures, shows, logs, draws and saves. Its time is not training time.</summary>
internal sealed class FitObserver : ITrainingObserver, IDisposable
{
    // Measuring costs at most about this part of the training.
    private const double MeasuringPart = 0.05;
    private const double PreviewSeconds = 5;
    private const int PreviewSide = 512;

    private readonly ProgressDisplay _display;
    private readonly FitSubject _subject;
    private readonly IFieldProgram _program;
    private readonly ITrainingRun _run;
    private readonly Action _saveCheckpoint;
    private readonly TrainingLog? _log;
    private double? _metric;
    private double _nextMeasure, _nextPreview;
    private long _lastStep = -1;

    public FitObserver(
        Terminal terminal, FitSubject subject, IFieldProgram program, ITrainingRun run, bool resumes, Action saveCheckpoint)
    {
        (_subject, _program, _run, _saveCheckpoint) = (subject, program, run, saveCheckpoint);
        _display = ProgressDisplay.For(terminal, subject.Metric);
        _log = subject.Scene.Output.Log is { } path ? new TrainingLog(path, subject.Metric, append: resumes) : null;
        if (subject.Scene.Output.Preview is { } folder) OutputFolder.Make(folder);
    }

    /// <summary>The last measurement, or null.</summary>
    public double? Metric => _metric;

    /// <summary>The moments so far.</summary>
    public TrainingCurve Curve { get; } = new();

    /// <summary>Runs the training while the display is open.</summary>
    public T Watch<T>(Func<T> train) => _display.While(train);

    /// <inheritdoc/>
    public void OnProgress(TrainingProgress progress)
    {
        if (progress.Step == _lastStep) return;
        _lastStep = progress.Step;
        bool isFresh = Measure(progress);
        _display.Show(new CurvePoint(progress, _metric));
        CurvePoint point = new(progress, isFresh ? _metric : null);
        _log?.Write(point);
        Curve.Add(point);
        if (_subject.Scene.Output.Preview is { } folder && progress.Seconds >= _nextPreview) DrawPreview(folder, progress);
    }

    /// <inheritdoc/>
    public void OnCheckpoint(TrainingProgress progress) => _saveCheckpoint();

    /// <inheritdoc/>
    public void Dispose() => _log?.Dispose();

    private bool Measure(TrainingProgress progress)
    {
        if (progress.Seconds < _nextMeasure && progress.SecondsLeft > 0) return false;
        // The first time compiles code and says nothing about the cost.
        bool isFirst = _metric is null;
        Stopwatch watch = Stopwatch.StartNew();
        _subject.Follow(_program, _run);
        _metric = _subject.Measure(_program);
        _nextMeasure = isFirst ? progress.Seconds : progress.Seconds + (watch.Elapsed.TotalSeconds / MeasuringPart);
        return true;
    }

    private void DrawPreview(string folder, TrainingProgress progress)
    {
        _nextPreview = progress.Seconds + PreviewSeconds;
        string name = string.Create(CultureInfo.InvariantCulture, $"step-{progress.Step:D8}.png");
        ImageFile.Write(Path.Combine(folder, name), _subject.Draw(_program, PreviewSide));
    }
}
