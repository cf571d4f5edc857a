using System.Diagnostics;
using NeuralFields.Backends;
using NeuralFields.Cli.Commands;
using NeuralFields.Cli.Reports;
using NeuralFields.Descriptions;
using NeuralFields.Fields;
using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.IO.Scenes;
using NeuralFields.Parameters;
using NeuralFields.Scenes;
using NeuralFields.Tasks;
using NeuralFields.Training;
using Options = NeuralFields.Cli.Options;

namespace NeuralFields.Cli.Training;

/// <summary>One fit of a picture, from the scene to the files it leaves.</summary>
internal sealed class ImageFit
{
    private readonly Stopwatch _total = Stopwatch.StartNew();
    private readonly Terminal _terminal;
    private readonly Options.FitSettings _settings;
    private readonly Scene _scene;
    private readonly ImageTask _task;
    private readonly string _fieldPath;

    private ImageFit(LoadedScene loaded, Options.FitSettings settings, Terminal terminal)
    {
        (_settings, _terminal) = (settings, terminal);
        _fieldPath = loaded.Scene.Output.Field ?? throw new InputException("there is no output, expected -o photo.nf.");
        FitFiles.RequireOutputs(loaded.Scene);
        _task = new ImageTask(loaded.Image, loaded.Scene.Image);
        _scene = loaded.Scene with { Image = _task.Scene };
    }

    /// <summary>Fits, writes the files and prints the result.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="InputException">The scene, the data or a file is at fault.</exception>
    public static int Run(SceneRequest request, Options.FitSettings settings, Invocation invocation)
    {
        LoadedScene loaded = SceneLoader.Load(request);
        if (request.File is not null) FitFiles.MakeFolders(loaded.Scene.Output);
        return new ImageFit(loaded, settings, invocation.Terminal).Run(invocation.Cancellation);
    }

    private string CheckpointPath => _fieldPath + CheckpointFile.Extension;

    private int Run(CancellationToken cancellation)
    {
        Checkpoint? before = _settings.Resume ? FitFiles.ReadCheckpoint(CheckpointPath, _scene, _task.Image) : null;
        using IBackend backend = BackendCatalog.Open(_settings.Device, _settings.Threads);
        using IFieldProgram program = backend.Compile(_task.Field);
        Announce(backend.Info, before);
        TrainingSpec spec = before is null ? _scene.Image.Training : FitFiles.Continued(_scene, before);
        program.SetParameters(before?.Contents.Parameters ?? _task.Field.Layout().Initialize(spec.Seed));
        using ITrainingRun run = program.Train(spec, _task.Samples);
        if (before is not null) run.Restore(before.State);
        Trainer trainer = new(run, spec, TrainerOptions(program, before));
        using FitObserver observer =
            new(_terminal, _scene, _task, program, before is not null, () => SaveCheckpoint(program, run, trainer));
        TrainingReport report = observer.Watch(() => trainer.Run(observer, cancellation));
        if (report.Outcome == TrainingOutcome.Cancelled) return Interrupted(program, run, trainer);
        if (_settings.KeepState) SaveCheckpoint(program, run, trainer);
        Finish(program, run, backend.Info, report, observer.Curve);
        if (!_settings.KeepState) File.Delete(CheckpointPath);
        return ExitCode.Done;
    }

    private TrainerOptions TrainerOptions(IFieldProgram program, Checkpoint? before) => new()
    {
        Seconds = _scene.Seconds,
        FirstStep = before?.State.Step ?? 0,
        SecondsBefore = before?.Seconds ?? 0,
        CheckpointInterval = _settings.CheckpointSeconds,
        StopWhen = _scene.TargetPsnr is { } target ? () => _task.Psnr(program) >= target : null,
    };

    private void Announce(BackendInfo info, Checkpoint? before)
    {
        ParameterLayout layout = _task.Field.Layout();
        _terminal.Say(FormattableString.Invariant(
            $"image {_task.Image.Width}×{_task.Image.Height}, {_task.Image.Channels} channels · ") +
            FormattableString.Invariant($"{layout.TrainedCount:N0} parameters · ") +
            BackendCatalog.Describe(info));
        if (before is not null)
            _terminal.Say(FormattableString.Invariant($"going on from step {before.State.Step} of {CheckpointPath}"));
    }

    private void SaveCheckpoint(IFieldProgram program, ITrainingRun run, Trainer trainer)
    {
        FieldContents contents = new(_task.Field, ParametersOf(program))
        {
            Frame = FitFiles.FrameOf(_task).Write(),
            Scene = _scene.WithoutFiles.Write(),
            Training = FitFiles.Describe(trainer.Resolved).With(FitFiles.DataKey, FitFiles.Fingerprint(_task.Image)),
        };
        CheckpointFile.Write(CheckpointPath, new Checkpoint(contents, run.Save(), trainer.Seconds));
    }

    private int Interrupted(IFieldProgram program, ITrainingRun run, Trainer trainer)
    {
        SaveCheckpoint(program, run, trainer);
        _terminal.Insist(FormattableString.Invariant(
            $"interrupted at step {trainer.Step}; saved {CheckpointPath}. The same command with --resume goes on."));
        return ExitCode.Interrupted;
    }

    private void Finish(
        IFieldProgram program, ITrainingRun run, BackendInfo info, TrainingReport report, TrainingCurve curve)
    {
        // Only the finished field holds the averaged parameters; training goes on with the others.
        TrainingState state = run.Save();
        if (state.Average.Length > 0) program.SetParameters(state.Average);
        ImageQuality quality = _task.Evaluate(program);
        Scene resolved = _scene with { Seconds = null, Image = _scene.Image with { Training = report.Resolved } };
        FieldFile.Write(_fieldPath, new FieldContents(_task.Field, ParametersOf(program))
        {
            Frame = FitFiles.FrameOf(_task).Write(),
            Scene = resolved.WithoutFiles.Write(),
            Training = FitFiles.Describe(report.Resolved),
            Metrics = ImageResults.Describe(quality),
        });
        FitResult result = new(_scene, _task.Field, _fieldPath, info, report, quality, _total.Elapsed.TotalSeconds);
        if (_scene.Output.Reconstruction is { } picture) ImageFile.Write(picture, _task.Reconstruct(program));
        if (_scene.Output.Report is { } page) FitReport.Write(page, result, _task, program, curve);
        result.Print(_terminal);
    }

    private static float[] ParametersOf(IFieldProgram program)
    {
        float[] values = new float[program.Spec.Layout().Count];
        program.GetParameters(values);
        return values;
    }
}
