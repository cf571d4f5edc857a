using System.Globalization;
using NeuralFields.Backends;
using NeuralFields.Cli.Subjects;
using NeuralFields.Descriptions;
using NeuralFields.Images;
using NeuralFields.IO.Fields;
using NeuralFields.IO.Scenes;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Comparisons;

/// <summary>Kinds of fields on one input: each brought to the same size, trained as long, judged alike.</summary>
/// <param name="loaded">The data with the settings that all kinds share, over any preset.</param>
/// <param name="parameters">Trained parameters that are wanted.</param>
/// <param name="seconds">Seconds of training; null for the steps that the settings say.</param>
/// <param name="threads">Threads for what is not the field; 0 for all.</param>
/// <param name="terminal">Hears of every trial.</param>
internal sealed class Comparison(
    LoadedScene loaded, long parameters, double? seconds, int threads, Terminal terminal)
{
    private readonly List<FieldTrial> _trials = [];
    private FitSubject? _subject;

    /// <summary>The trials so far.</summary>
    public IReadOnlyList<FieldTrial> Trials => _trials;

    /// <summary>What is held equal, in a line.</summary>
    public string Terms => Text($"About {parameters:N0} parameters each, ") +
        (seconds is { } s ? Text($"{s:G6} s of training.") : Text($"{loaded.Scene.Fit.Training.Steps} steps."));

    /// <summary>Runs a trial per kind. Kinds that cannot fit this input are named and left out.</summary>
    /// <exception cref="InputException">None of the kinds can fit the input.</exception>
    public void Run(IEnumerable<string> kinds, IBackend backend, CancellationToken cancellation)
    {
        InputException? last = null;
        foreach (string kind in kinds)
        {
            try
            {
                Try(kind, backend, cancellation);
            }
            catch (InputException e)
            {
                last = e;
                terminal.Say($"{kind} is left out: {e.Message}");
            }
        }
        if (_trials.Count == 0) throw last ?? new InputException("there are no kinds to compare.");
    }

    /// <summary>Writes the report.</summary>
    public void Write(string path, string data, string terms) => ComparisonPage.Write(
        path, $"Kinds of fields on {Path.GetFileName(data)}", terms, _subject!.Metric, _subject.TargetDetail, _trials);

    /// <summary>The comparison in JSON.</summary>
    public DescriptionNode Describe(BackendInfo info) => new JsonResult()
        .Add("task", loaded.Scene.Task.Name).Add("wantedParameters", parameters).Add("seconds", seconds)
        .Add("device", info.Device).Add("laneWidth", info.LaneWidth).Add("threads", info.Threads)
        .Add("seed", loaded.Scene.Fit.Training.Seed).Add("version", FieldFile.ProgramVersion)
        .Add("kinds", DescriptionNode.Of([.. _trials.Select(t => t.Describe())])).ToNode();

    private void Try(string kind, IBackend backend, CancellationToken cancellation)
    {
        Scene scene = Shared(loaded.Data.OfPreset(kind));
        FitSubject native = FitSubject.Of(new(scene, loaded.Data), threads);
        // Some kinds know their size only once they have seen the data.
        Scene sized = FieldSize.Fit(scene, native.Task.Field, parameters);
        if (sized == scene) sized = FieldSize.Fit(native.Scene, native.Task.Field, parameters);
        _subject = FitSubject.Of(new(sized, loaded.Data), threads);
        terminal.Say(kind);
        _trials.Add(FieldTrial.Run(_subject, backend, seconds, terminal, cancellation));
    }

    /// <summary>A kind's scene with the settings that are the same for all.</summary>
    private Scene Shared(Scene kind)
    {
        DescriptionNode own = kind.Write(), shared = loaded.Scene.Write();
        foreach ((string section, string key) in (ReadOnlySpan<(string, string)>)
            [("scene", "holdout"), ("training", "seed"), ("training", "steps")])
            if (shared[section]?[key] is { } value && (key != "steps" || seconds is null))
                own = new SceneEdit([section, key], value).Apply(own);
        return Scene.Read(kind, own);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
