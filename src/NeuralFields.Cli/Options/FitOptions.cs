using System.Collections.Immutable;
using System.CommandLine;
using NeuralFields.Cli.Commands;
using NeuralFields.Distances;
using NeuralFields.IO.Scenes;
using NeuralFields.Cli.Viewing;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Options;

/// <summary>The options of <c>nf fit</c>. Most of them are short for one key of the scene.</summary>
internal static class FitOptions
{
    private static readonly Option<long?> s_steps = OptionOf.Whole("--steps", "N", "Training steps.", 1, 1L << 40);

    private static readonly Option<double?> s_seconds =
        OptionOf.Number("--seconds", "S", "Seconds of training, in place of --steps.", 0);

    private static readonly SceneTask[] s_all = [.. SceneTask.All];

    // Options that set a key of the scene, whether they name a file, and the tasks that have the key.
    private static readonly (Option Option, string Key, bool IsFile, SceneTask[] Tasks)[] s_keys =
    [
        (OptionOf.Text("--output", "FILE.nf", "File of the trained field.", "-o"), "output.field", true, s_all),
        (OptionOf.Text("--preset", "NAME", "A named way to fit; see the list below."), "preset", true, s_all),
        (s_steps, "training.steps", false, s_all),
        (s_seconds, "training.seconds", false, s_all),
        (OptionOf.Number("--target-psnr", "DB", "End early at this PSNR.", 0), "training.target_psnr", false,
            [SceneTask.Image, SceneTask.Radiance]),
        (OptionOf.Whole("--seed", "N", "Seed of initial values and sampling.", 0, 1L << 53), "training.seed", false,
            s_all),
        (OptionOf.Whole("--finest", "N", "Finest resolution of the grid, in vertices per side.", 1, 1 << 24),
            "encoding.finest_resolution", false, s_all),
        (OptionOf.Text("--holdout", "K|FRACTION",
            "Keep one pixel (or view) of every K, or a fraction of them, from training and judge by it."), "scene.holdout", false,
            [SceneTask.Image, SceneTask.Radiance]),
        (OptionOf.Whole("--downscale", "N", "Make pictures N times smaller per side first.", 1, 1 << 16),
            "scene.downscale", false,
            [SceneTask.Image, SceneTask.Radiance]),
        (OptionOf.Text("--sign", string.Join('|', SignRule.All.Select(r => r.Name)),
            "How inside is told from outside of a mesh."), "sampling.sign", false, [SceneTask.Surface]),
        (OptionOf.Text("--refine", "pose,focal,exposure", "Learn some of these of the cameras, too."), "training.refine", false,
            [SceneTask.Radiance]),
        (OptionOf.Whole("--latents", "N", "Learn N numbers per photograph, for light that changes between them.", 0, 256),
            "latents", false, [SceneTask.Radiance]),
        (OptionOf.Text("--log", "FILE.csv|.jsonl", "Write a line per report of progress."), "output.log", true, s_all),
        (OptionOf.Text("--report", "FILE.html", "Write one page with curves and pictures."), "output.report", true, s_all),
        (OptionOf.Text("--preview", "DIR", "Write pictures on the way into this folder."), "output.preview", true,
            s_all),
    ];

    private static readonly Option<string?> s_config =
        OptionOf.Text("--config", "FILE", "A network config of tiny-cuda-nn or instant-ngp.");

    private static readonly Option<string[]> s_set =
        OptionOf.Texts("--set", "KEY=VALUE", "Set any key of the scene, such as encoding.n_levels=8; may be repeated.");

    private static readonly Option<bool> s_resume =
        OptionOf.Flag("--resume", "Go on from the checkpoint beside the output.");

    private static readonly Option<bool> s_keepState = OptionOf.Flag("--keep-state", "Keep the checkpoint when done.");

    private static readonly Option<double?> s_checkpointEvery =
        OptionOf.Number("--checkpoint-every", "S", "Seconds of training between checkpoints (30).", 0);

    private static readonly Option<bool> s_watch = OptionOf.Flag("--watch", "Open a window in which the field is seen while it trains.");

    private const double UsualCheckpointSeconds = 30;

    /// <summary>Those of a task, in the order of the help.</summary>
    /// <param name="task">The task; null for those of all.</param>
    public static IEnumerable<Option> Of(SceneTask? task) =>
    [
        .. s_keys.Where(k => task is null || k.Tasks.Contains(task)).Select(k => k.Option), s_config, s_set, SharedOptions.Device, SharedOptions.Threads,
        s_resume, s_keepState, s_checkpointEvery, s_watch,
    ];

    /// <summary>Where the scene comes from.</summary>
    /// <param name="invocation">The command line.</param>
    /// <param name="sceneFile">A scene file, or null.</param>
    /// <param name="first">Changes before those of the options.</param>
    /// <exception cref="InputException">Two options exclude one another, or a change is malformed.</exception>
    public static SceneRequest ReadScene(
        Invocation invocation, string? sceneFile, params ImmutableArray<SceneEdit> first)
    {
        if (invocation.Get(s_steps) is not null && invocation.Get(s_seconds) is not null)
            throw new InputException("--steps and --seconds are both given, expected one of them.");
        ImmutableArray<SceneEdit>.Builder edits = first.ToBuilder();
        foreach ((Option option, string key, bool isFile, _) in s_keys)
            if (invocation.Parsed.GetResult(option) is { Implicit: false } given)
                edits.Add(isFile
                    ? SceneEdit.OfFile(option.Name, key, given.Tokens[^1].Value)
                    : SceneEdit.Of(option.Name, key, given.Tokens[^1].Value));
        edits.AddRange((invocation.Get(s_set) ?? []).Select(SceneEdit.Parse));
        return new SceneRequest(sceneFile, invocation.Get(s_config), edits.ToImmutable());
    }

    /// <summary>How the run is carried out.</summary>
    public static FitSettings ReadSettings(Invocation invocation) => new(
        invocation.Get(SharedOptions.Device), (int?)invocation.Get(SharedOptions.Threads), invocation.Get(s_resume),
        invocation.Get(s_keepState), invocation.Get(s_checkpointEvery) ?? UsualCheckpointSeconds)
    {
        Watch = invocation.Get(s_watch) ? new(null, ClosingEnds: false) : null,
    };
}

/// <summary>How a fit is carried out; none of it changes the field.</summary>
/// <param name="Device">The processor's name, or null.</param>
/// <param name="Threads">Threads, or null for all.</param>
/// <param name="Resume">Whether to go on from a checkpoint.</param>
/// <param name="KeepState">Whether the checkpoint stays when done.</param>
/// <param name="CheckpointSeconds">Seconds of training between checkpoints.</param>
internal sealed record FitSettings(string? Device, int? Threads, bool Resume, bool KeepState, double CheckpointSeconds)
{
    /// <summary>The window in which it is watched, or null.</summary>
    public FitWatch? Watch { get; init; }
}

/// <summary>How a fit is watched.</summary>
/// <param name="Window">The window; null for the usual one.</param>
/// <param name="ClosingEnds">Whether the fit ends when the window is closed.</param>
internal sealed record FitWatch(ViewerWindow? Window, bool ClosingEnds);
