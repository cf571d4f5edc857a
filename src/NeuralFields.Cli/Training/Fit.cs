using System.Diagnostics;
using NeuralFields.Backends;
using NeuralFields.Cli.Commands;
using NeuralFields.Cli.Reports;
using NeuralFields.Cli.Subjects;
using NeuralFields.Cli.Viewing;
using NeuralFields.Descriptions;
using NeuralFields.Fields;
using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.IO.Scenes;
using NeuralFields.Parameters;
using NeuralFields.Scenes;
using NeuralFields.Training;
using Options = NeuralFields.Cli.Options;

namespace NeuralFields.Cli.Training;

/// <summary>One fit, from the scene to the files it leaves.</summary>
internal sealed class Fit
{
    private readonly Stopwatch _total = Stopwatch.StartNew();
    private readonly Terminal _terminal;
    private readonly Options.FitSettings _settings;
    private readonly Scene _scene;
    private readonly FitSubject _subject;
    private readonly string _fieldPath;

    private Fit(LoadedScene loaded, Options.FitSettings settings, Terminal terminal)
    {
        (_settings, _terminal) = (settings, terminal);
        _fieldPath = loaded.Scene.Output.Field ?? throw new InputException("there is no output, expected -o FILE.nf.");
        FitFiles.RequireOutputs(loaded.Scene);
        _subject = FitSubject.Of(loaded, settings.Threads ?? 0);
        _scene = _subject.Scene;
    }

    /// <summary>Fits, writes the files and prints the result.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="InputException">The scene, the data or a file is at fault.</exception>
    public static int Run(SceneRequest request, Options.FitSettings settings, Invocation invocation)
    {
        LoadedScene loaded = SceneLoader.Load(request);
        if (request.File is not null) FitFiles.MakeFolders(loaded.Scene.Output);
        return new Fit(loaded, settings, invocation.Terminal).Run(invocation);
    }

    private FieldSpec Field => _subject.Task.Field;

    private string CheckpointPath => _fieldPath + CheckpointFile.Extension;

    private int Run(Invocation invocation)
    {
        Checkpoint? before = _settings.Resume ? FitFiles.ReadCheckpoint(CheckpointPath, _subject) : null;
        using IBackend backend =
            BackendCatalog.Open(_settings.Device, _settings.Threads, _scene.Device);
        using IFieldProgram program = backend.Compile(Field);
        Announce(backend.Info, before);
        TrainingSpec spec = before is null ? _scene.Fit.Training : FitFiles.Continued(_scene, before);
        program.SetParameters(before?.Contents.Parameters ?? _subject.Task.InitialParameters(spec.Seed));
        using ITrainingRun run = _subject.Task.Begin(program, spec);
        if (backend.MemoryPlan.Length > 0) _terminal.Say("memory: " + backend.MemoryPlan);
        if (before is not null) run.Restore(before.State);
        Trainer trainer = new(run, spec, TrainerOptions(program, run, before));
        using FitObserver observer =
            new(_terminal, _subject, program, run, before is not null, () => SaveCheckpoint(program, run, trainer));
        if (_settings.Watch is not { } watch) return Train(observer, invocation.Cancellation);
        FitUnderWay fit = new(_subject, _scene, _fieldPath, program, run, backend.Info, observer, Train);
        return WatchedFit.Run(fit, watch, invocation);

        int Train(ITrainingObserver seen, CancellationToken cancellation)
        {
            TrainingReport report = observer.Watch(() => trainer.Run(seen, cancellation));
            if (report.Outcome == TrainingOutcome.Cancelled) return Interrupted(program, run, trainer);
            if (_settings.KeepState) SaveCheckpoint(program, run, trainer);
            int code = Finish(program, run, backend.Info, report, observer.Curve, cancellation);
            if (!_settings.KeepState) File.Delete(CheckpointPath);
            return code;
        }
    }

    private TrainerOptions TrainerOptions(IFieldProgram program, ITrainingRun run, Checkpoint? before) => new()
    {
        Seconds = _scene.Seconds,
        FirstStep = before?.State.Step ?? 0,
        SecondsBefore = before?.Seconds ?? 0,
        CheckpointInterval = _settings.CheckpointSeconds,
        // Who watches wants to stop at any step; the observer passes on no more reports than usual.
        ProgressInterval = _settings.Watch is null ? new TrainerOptions().ProgressInterval : 0,
        StopWhen = _subject.Target is { } target ? () => Measured(program, run) >= target : null,
    };

    private double Measured(IFieldProgram program, ITrainingRun run)
    {
        _subject.Follow(program, run);
        return _subject.Measure(program);
    }

    private void Announce(BackendInfo info, Checkpoint? before)
    {
        ParameterLayout layout = Field.Layout();
        _terminal.Say(_subject.Headline +
            FormattableString.Invariant($" · {layout.TrainedCount:N0} parameters · ") +
            BackendCatalog.Describe(info));
        foreach (string note in _subject.Notes) _terminal.Say(note);
        if (before is not null)
            _terminal.Say(FormattableString.Invariant($"going on from step {before.State.Step} of {CheckpointPath}"));
    }

    private void SaveCheckpoint(IFieldProgram program, ITrainingRun run, Trainer trainer)
    {
        FieldContents contents = new(Field, ParametersOf(program))
        {
            Task = _scene.Task.Name,
            Frame = _subject.Frame,
            Scene = _scene.WithoutFiles.Write(),
            Training = FitFiles.Describe(trainer.Resolved).With(FitFiles.DataKey, _subject.Fingerprint),
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

    private int Finish(
        IFieldProgram program, ITrainingRun run, BackendInfo info, TrainingReport report, TrainingCurve curve,
        CancellationToken cancellation)
    {
        Quality quality;
        try
        {
            quality = _subject.Finish(program, run, cancellation);
        }
        catch (OperationCanceledException)
        {
            WriteField(program, report, quality: null);
            _terminal.Insist($"interrupted while the field was judged; {_fieldPath} is complete, nf eval judges it.");
            return ExitCode.Interrupted;
        }
        WriteField(program, report, quality);
        FitResult result = new(_scene, Field, _fieldPath, info, report, quality, _total.Elapsed.TotalSeconds);
        if (_scene.Output.Reconstruction is { } picture) ImageFile.Write(picture, _subject.Draw(program, longestSide: null));
        if (_scene.Output.Report is { } page) FitReport.Write(page, result, _subject, program, curve);
        result.Print(_terminal);
        return ExitCode.Done;
    }

    private void WriteField(IFieldProgram program, TrainingReport report, Quality? quality)
    {
        Scene resolved = _scene with { Seconds = null, Fit = _scene.Fit with { Training = report.Resolved } };
        FieldFile.Write(_fieldPath, new FieldContents(Field, ParametersOf(program))
        {
            Task = _scene.Task.Name,
            Frame = _subject.Frame,
            Scene = resolved.WithoutFiles.Write(),
            Training = FitFiles.Describe(report.Resolved),
            Metrics = quality?.Members ?? DescriptionNode.Of([]),
            OccupiedCells = _subject.OccupiedCells,
        });
    }

    private static float[] ParametersOf(IFieldProgram program)
    {
        float[] values = new float[program.Spec.Layout().Count];
        program.GetParameters(values);
        return values;
    }
}
