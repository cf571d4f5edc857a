using System.Diagnostics;
using System.Globalization;
using NeuralFields.Backends;
using NeuralFields.Images;
using NeuralFields.IO;
using NeuralFields.Rendering;
using NeuralFields.Scenes;
using NeuralFields.Tasks;
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
    private readonly Scene _scene;
    private readonly ImageTask _task;
    private readonly IFieldProgram _program;
    private readonly Action _saveCheckpoint;
    private readonly TrainingLog? _log;
    private double? _psnr;
    private double _nextMeasure, _nextPreview;
    private long _lastStep = -1;

    public FitObserver(
        Terminal terminal, Scene scene, ImageTask task, IFieldProgram program, bool resumes, Action saveCheckpoint)
    {
        (_scene, _task, _program, _saveCheckpoint) = (scene, task, program, saveCheckpoint);
        _display = ProgressDisplay.For(terminal);
        _log = scene.Output.Log is { } path ? new TrainingLog(path, append: resumes) : null;
        if (scene.Output.Preview is { } folder) OutputFolder.Make(folder);
    }

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
        _display.Show(new CurvePoint(progress, _psnr));
        CurvePoint point = new(progress, isFresh ? _psnr : null);
        _log?.Write(point);
        Curve.Add(point);
        if (_scene.Output.Preview is { } folder && progress.Seconds >= _nextPreview) DrawPreview(folder, progress);
    }

    /// <inheritdoc/>
    public void OnCheckpoint(TrainingProgress progress) => _saveCheckpoint();

    /// <inheritdoc/>
    public void Dispose() => _log?.Dispose();

    private bool Measure(TrainingProgress progress)
    {
        if (progress.Seconds < _nextMeasure && progress.SecondsLeft > 0) return false;
        // The first time compiles code and says nothing about the cost.
        bool isFirst = _psnr is null;
        Stopwatch watch = Stopwatch.StartNew();
        _psnr = _task.Psnr(_program);
        _nextMeasure = isFirst ? progress.Seconds : progress.Seconds + (watch.Elapsed.TotalSeconds / MeasuringPart);
        return true;
    }

    private void DrawPreview(string folder, TrainingProgress progress)
    {
        _nextPreview = progress.Seconds + PreviewSeconds;
        Image image = _task.Image;
        double shrink = Math.Min(1, PreviewSide / (double)Math.Max(image.Width, image.Height));
        Image picture = new ImageRenderer(_program, _task.Map).Render(
            new((int)Math.Max(1, image.Width * shrink), (int)Math.Max(1, image.Height * shrink))
            {
                Encoding = image.Encoding,
            });
        string name = string.Create(CultureInfo.InvariantCulture, $"step-{progress.Step:D8}.png");
        ImageFile.Write(Path.Combine(folder, name), picture);
    }
}
