using System.CommandLine;
using NeuralFields.Backends;
using NeuralFields.Cli.Comparisons;
using NeuralFields.Cli.Options;
using NeuralFields.Cli.Subjects;
using NeuralFields.Descriptions;
using NeuralFields.IO;
using NeuralFields.IO.Scenes;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf bench fields DATA</c>.</summary>
internal sealed class BenchFieldsCommand : ToolCommand
{
    private const double UsualSeconds = 20;
    private const long UsualParameters = 140_000;
    private const double HeldOutPixels = 0.1;
    private const int HeldOutViews = 8;

    private readonly Argument<string> _data = new("DATA")
    {
        Description = "A picture, a mesh, a point cloud or posed photographs.",
    };

    private readonly Option<double?> _seconds =
        OptionOf.Number("--seconds", "S", "Seconds of training per kind (20).", 0);

    private readonly Option<long?> _steps =
        OptionOf.Whole("--steps", "N", "Training steps per kind, in place of seconds.", 1, 1L << 40);

    private readonly Option<long?> _parameters = OptionOf.Whole(
        "--parameters", "N", "Trained parameters per kind, as near as its keys allow (140000).", 100, 1L << 30);

    private readonly Option<string?> _kinds = OptionOf.Text(
        "--kinds", "A,B,…", "Presets to compare; all of the task where not given.");

    private readonly Option<long?> _downscale = OptionOf.Whole(
        "--downscale", "N", "Make pictures N times smaller per side first.", 1, 1 << 16);

    private readonly Option<long?> _seed = OptionOf.Whole(
        "--seed", "N", "Seed of initial values and sampling.", 0, 1L << 53);

    private readonly Option<string?> _report = OptionOf.Text(
        "--report", "FILE.html", "Write one page with figures, curves and details.");

    public BenchFieldsCommand() : base(
        "fields", "Compare kinds of fields on one input, at equal parameters and for equal time.",
        "nf bench fields photo.png --seconds 20 --report kinds.html",
        "nf bench fields bunny.obj --parameters 140000 --kinds hashgrid,gnf --json")
    {
        Add(_data);
        foreach (Option option in (Option[])
            [_seconds, _steps, _parameters, _kinds, _downscale, _seed, _report, SharedOptions.Device, SharedOptions.Threads])
            Add(option);
    }

    protected override int Run(Invocation invocation)
    {
        if (invocation.IsGiven(_seconds) && invocation.IsGiven(_steps))
            throw new InputException("nf bench fields: got both --seconds and --steps, expected one of them.");
        if (invocation.Get(_report) is { } page) OutputFolder.RequirePlace(page);
        int? threads = (int?)invocation.Get(SharedOptions.Threads);
        long wanted = invocation.Get(_parameters) ?? UsualParameters;
        LoadedScene loaded = SceneLoader.Load(new SceneRequest(null, null, [.. Edits(invocation)]));
        using IBackend backend = BackendCatalog.Open(invocation.Get(SharedOptions.Device), threads);
        Comparison comparison = new(
            loaded, wanted, invocation.IsGiven(_steps) ? null : invocation.Get(_seconds) ?? UsualSeconds,
            threads ?? 0, invocation.Terminal);
        comparison.Run(Kinds(invocation, loaded.Scene.Task), backend, invocation.Cancellation);
        string terms = comparison.Terms + " " + BackendCatalog.Describe(backend.Info) + ".";
        invocation.Terminal.Print(terms);
        foreach (string line in ComparisonTable.Lines(ComparisonTable.Rows(comparison.Trials)))
            invocation.Terminal.Print(line);
        if (invocation.Get(_report) is { } report) comparison.Write(report, invocation.Get(_data)!, terms);
        invocation.Terminal.Result(comparison.Describe(backend.Info));
        return ExitCode.Done;
    }

    /// <summary>The data's task, and what all kinds have in common.</summary>
    private IEnumerable<SceneEdit> Edits(Invocation invocation)
    {
        string data = invocation.Get(_data)!;
        SceneTask task = TaskOf(data);
        yield return SceneEdit.OfFile(_data.Name, "data", data);
        yield return SceneEdit.OfFile(_data.Name, "task", task.Name);
        if (task == SceneTask.Image) yield return Number("scene.holdout", HeldOutPixels);
        if (task == SceneTask.Radiance) yield return Number("scene.holdout", HeldOutViews);
        if (invocation.Get(_seed) is { } seed) yield return Number("training.seed", seed);
        if (invocation.Get(_steps) is { } steps) yield return Number("training.steps", steps);
        if (invocation.Get(_downscale) is not { } downscale) yield break;
        if (task == SceneTask.Surface)
            throw new InputException("--downscale: a shape has no pixels, expected a picture or photographs.");
        yield return Number("scene.downscale", downscale);
    }

    private static SceneEdit Number(string key, double value) => new(key.Split('.'), DescriptionNode.Of(value));

    private static SceneTask TaskOf(string data)
    {
        if (Directory.Exists(data) || data.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return SceneTask.Radiance;
        return SurfaceFile.IsSurface(data) ? SceneTask.Surface : SceneTask.Image;
    }

    private string[] Kinds(Invocation invocation, SceneTask task)
    {
        string[] all = [.. task.Presets.Select(p => p.Name)];
        string[] kinds = invocation.Get(_kinds)?.Split(',') ?? all;
        if (kinds.FirstOrDefault(k => !all.Contains(k)) is { } unknown)
            throw new InputException("--kinds: " + Nearest.Unknown("preset", unknown, all));
        return [.. kinds.Distinct()];
    }
}
