using NeuralFields.Backends;
using NeuralFields.Cli.Reports;
using NeuralFields.Cli.Viewing;
using NeuralFields.Descriptions;
using NeuralFields.IO.Scenes;
using NeuralFields.Images;
using NeuralFields.Scenes;
using NeuralFields.Tasks;
using NeuralFields.Training;

namespace NeuralFields.Cli.Subjects;

/// <summary>What is fitted, as a fit announces, measures, shows and files it: one kind per task.</summary>
internal abstract class FitSubject
{
    /// <summary>The subject of a scene.</summary>
    /// <param name="loaded">The scene with its data.</param>
    /// <param name="threads">Threads for what is not the field; 0 for all.</param>
    /// <exception cref="InputException">The scene does not suit its data.</exception>
    public static FitSubject Of(LoadedScene loaded, int threads) => loaded.Data switch
    {
        ImageData data => new ImageSubject(loaded.Scene, data.Image),
        RadianceData data => new RadianceSubject(loaded.Scene, data, threads),
        SurfaceData data => new SurfaceSubject(loaded.Scene, data.Contents, threads),
        _ => throw new ArgumentException($"no subject for {loaded.Data.GetType().Name}", nameof(loaded)),
    };

    /// <summary>The scene, with what depends on the data resolved.</summary>
    public abstract Scene Scene { get; }

    /// <summary>The library's task.</summary>
    public abstract FieldTask Task { get; }

    /// <summary>The data in a few words.</summary>
    public abstract string Headline { get; }

    /// <summary>What should be said about the data before training; a line each.</summary>
    public virtual IEnumerable<string> Notes => [];

    /// <summary>How the data's own coordinates map to the field's, as field files record it.</summary>
    public abstract DescriptionNode Frame { get; }

    /// <summary>A hash of the data, by which a checkpoint knows it.</summary>
    public abstract DescriptionNode Fingerprint { get; }

    /// <summary>Takes note of what a run knows beside the field; called before the field is measured or drawn.</summary>
    /// <param name="program">The field.</param>
    /// <param name="run">Its training.</param>
    public virtual void Follow(IFieldProgram program, ITrainingRun run) { }

    /// <summary>The cells that may hold something, for the field file; empty where the task has none.</summary>
    public virtual ulong[] OccupiedCells => [];

    /// <summary>What it is made from, to be compared with.</summary>
    public virtual ViewData Original => ViewData.None;

    /// <summary>What <see cref="Measure"/> measures.</summary>
    public abstract LiveMetric Metric { get; }

    /// <summary>The metric that is watched while training; fast enough to be asked often.</summary>
    public abstract double Measure(IFieldProgram program);

    /// <summary>The metric at which training ends early, or null.</summary>
    public virtual double? Target => null;

    /// <summary>Judges the finished field.</summary>
    public abstract Quality Judge(IFieldProgram program, CancellationToken cancellation = default);

    /// <summary>Ends a run: the averaged parameters take over where there are any, and the field is judged.</summary>
    /// <param name="program">The field.</param>
    /// <param name="run">Its training, still open.</param>
    /// <param name="cancellation">Ends the judgement early.</param>
    public Quality Finish(IFieldProgram program, ITrainingRun run, CancellationToken cancellation = default)
    {
        // Only the finished field holds the averaged parameters; training goes on with the others.
        TrainingState state = run.Save();
        if (state.Average.Length > 0) program.SetParameters(state.Average);
        Follow(program, run);
        return Judge(program, cancellation);
    }

    /// <summary>A part of the data as the field has it, enlarged, that shows how kinds of fields differ.</summary>
    public abstract Image Detail(IFieldProgram program);

    /// <summary>The same part of the data itself, or null where there is no picture of it.</summary>
    public virtual Image? TargetDetail => null;

    /// <summary>A picture of the data as the field has it.</summary>
    /// <param name="program">The field.</param>
    /// <param name="longestSide">Its longer side in pixels; null for the data's own size.</param>
    public abstract Image Draw(IFieldProgram program, int? longestSide);

    /// <summary>Puts pictures of data and field on a report.</summary>
    public abstract void AddPictures(HtmlPage page, IFieldProgram program);

    /// <summary>What else a report says about the run, once it is over.</summary>
    /// <param name="seconds">Seconds of training.</param>
    public virtual IEnumerable<(string Name, string Value)> Remarks(double seconds) => [];
}

/// <summary>A figure that is watched while training.</summary>
/// <param name="Key">Its column in logs.</param>
/// <param name="Title">What it is, for curves.</param>
/// <param name="Format">A composite format that makes it a few words, such as <c>{0:F2} dB</c>.</param>
internal sealed record LiveMetric(string Key, string Title, string Format);
