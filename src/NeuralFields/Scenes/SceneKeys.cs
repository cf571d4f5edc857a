using System.Collections.Immutable;
using NeuralFields.Descriptions;
using NeuralFields.Encodings;
using NeuralFields.Networks;
using NeuralFields.Optimizers;
using NeuralFields.Tasks;
using NeuralFields.Training;

namespace NeuralFields.Scenes;

/// <summary>The keys of scene files that all tasks share.</summary>
internal static class SceneKeys
{
    private const long MaxSteps = 1L << 40, MaxSeed = 1L << 53;
    private const int MaxBatch = 1 << 24;

    private static readonly SchemaKey<Scene> s_steps =
        Whole("steps", t => t.Steps, (t, v) => t with { Steps = v }, "steps of the whole run", 1, MaxSteps);

    /// <summary>The files to write.</summary>
    public static SceneSection Output { get; } = new("output", "files to write",
    [
        Path("field", o => o.Field, (o, v) => o with { Field = v }, "the trained field, .nf"),
        Path("reconstruction", o => o.Reconstruction, (o, v) => o with { Reconstruction = v },
            "a picture of the data as the trained field has it"),
        Path("report", o => o.Report, (o, v) => o with { Report = v }, "one HTML page about the run"),
        Path("log", o => o.Log, (o, v) => o with { Log = v }, "progress as .csv or .jsonl"),
        Path("preview", o => o.Preview, (o, v) => o with { Preview = v }, "folder of pictures on the way"),
    ]);

    /// <summary>How the device is used.</summary>
    public static SceneSection Device { get; } = new("device", "how an OpenCL device is used",
    [
        Limit("local_memory_limit", d => d.LocalMemoryLimit, (d, v) => d with { LocalMemoryLimit = v },
            "bytes of local memory that a group of work-items may take", 1 << 10, 1 << 30),
        Limit("work_group_limit", d => d.WorkGroupLimit, (d, v) => d with { WorkGroupLimit = (int)v },
            "work-items that a group may have", 1, 1 << 16),
        Limit("memory_limit", d => d.MemoryLimit, (d, v) => d with { MemoryLimit = v },
            "bytes of the device's memory that may be taken", 1 << 20, 1L << 50),
        Key.Flag<SceneDevice>(
            "half_tables", d => d.HalfTables, (d, v) => d with { HalfTables = v },
            "whether tables of grids are read from a copy in half precision; they are trained in single precision")
            .Within<Scene>(s => s.Device, (s, device) => s with { Device = device }),
    ]);

    /// <summary>Keys at the top of a scene that are no sections.</summary>
    /// <param name="dataSummary">What the task fits.</param>
    public static ImmutableArray<SchemaKey<Scene>> Top(string dataSummary) =>
    [
        new("task", "what is fitted: " + string.Join(", ", SceneTask.All.Select(t => t.Name)),
            (s, _) => s, s => DescriptionNode.Of(s.Task.Name)), // which task it is was known before its keys
        Key.String<Scene>("data", s => s.Data, (s, v) => s with { Data = v },
            dataSummary + ", relative to the scene file"),
        Key.String<Scene>("preset", s => s.Preset, (s, v) => s with { Preset = v },
            "the preset that holds where the scene is silent"),
        OfFit(Key.Part<TaskScene, Encoding>("encoding", Encoding.Family, f => f.Encoding,
            (f, v) => f with { Encoding = v }, "from coordinates to features")),
        OfFit(Key.Part<TaskScene, Network>("network", Network.Family, f => f.Network,
            (f, v) => f with { Network = v }, "from features to values")),
        Of(new SchemaKey<TrainingSpec>("loss", "what is minimised: a name, or { otype, constants }",
            (t, node) => t with { Loss = TrainingKeys.ReadLoss(node) }, t => TrainingKeys.WriteLoss(t.Loss))),
        Of(new SchemaKey<TrainingSpec>(
            "gradient_loss", "loss of the gradient with respect to the position: a name, or { otype, constants }",
            (t, node) => t with { Gradient = TrainingKeys.ReadGradientLoss(node) }, TrainingKeys.WriteGradientLoss)),
        Of(Key.Part<TrainingSpec, Optimizer>("optimizer", Optimizer.Family, t => t.Optimizer,
            (t, v) => t with { Optimizer = v }, "how gradients change parameters")),
    ];

    /// <summary>The section of the run's length, batch and seed.</summary>
    /// <param name="own">Keys that only the task has.</param>
    public static SceneSection Training(ImmutableArray<SchemaKey<Scene>> own) => new(
        "training", "length, batch and seed of the run",
    [
        s_steps with { Write = s => s.Seconds is null ? s_steps.Write(s) : null },
        Key.Optional<Scene>("seconds", s => s.Seconds, (s, v) => s with { Seconds = v },
            "seconds of training in place of steps", 1e-3, 1e8),
        .. own,
        Whole("batch_size", t => t.BatchSize, (t, v) => t with { BatchSize = (int)v }, "samples per step", 1, MaxBatch),
        Whole("seed", t => (long)t.Seed, (t, v) => t with { Seed = (ulong)v },
            "seed of initial values and sampling", 0, MaxSeed),
        Of(Key.Number<TrainingSpec>("average_decay", t => t.AverageDecay, (t, v) => t with { AverageDecay = v },
            "decay of the moving average of the parameters; 0 for none", 0, 0.999999)),
        Of(TrainingKeys.GradientMethodKey), Of(TrainingKeys.GradientStepKey),
        Of(new SchemaKey<TrainingSpec>(
            "groups", "parts of the parameters with another learning rate: [{ match, learning_rate_factor }]",
            TrainingKeys.ReadGroups, TrainingKeys.WriteGroups)),
        Of(new SchemaKey<TrainingSpec>(
            "plan", "progress after steps, as a run by the clock recorded it: [[step, progress], …]",
            TrainingKeys.ReadPlan, TrainingKeys.WritePlan)),
    ]);

    /// <summary>A key of how a task fits as a key of the scene.</summary>
    public static SchemaKey<Scene> OfFit<TFit>(SchemaKey<TFit> key) where TFit : TaskScene
        => key.Within<Scene>(s => (TFit)s.Fit, (s, fit) => s with { Fit = fit });

    private static SchemaKey<Scene> Of(SchemaKey<TrainingSpec> key)
        => OfFit(key.Within<TaskScene>(f => f.Training, (f, training) => f with { Training = training }));

    private static SchemaKey<Scene> Path(
        string name, Func<SceneOutput, string?> get, Func<SceneOutput, string, SceneOutput> set, string summary)
        => Key.String(name, get, set, summary).Within<Scene>(s => s.Output, (s, output) => s with { Output = output });

    private static SchemaKey<Scene> Whole(
        string name, Func<TrainingSpec, long> get, Func<TrainingSpec, long, TrainingSpec> set, string summary,
        long min, long max)
        => Of(new SchemaKey<TrainingSpec>(name, summary,
            (training, node) => node.AsInteger(name) is var value && value >= min && value <= max
                ? set(training, value)
                : throw node.Wrong(name, $"a whole number from {min} to {max}"),
            training => DescriptionNode.Of(get(training))));

    private static SchemaKey<Scene> Limit(
        string name, Func<SceneDevice, long?> get, Func<SceneDevice, long, SceneDevice> set, string summary, long min,
        long max)
        => new SchemaKey<SceneDevice>(name, summary + "; absent for all there is",
            (device, node) => node.AsInteger(name) is var value && value >= min && value <= max
                ? set(device, value)
                : throw node.Wrong(name, $"a whole number from {min} to {max}"),
            device => get(device) is { } value ? DescriptionNode.Of(value) : null)
            .Within<Scene>(s => s.Device, (s, device) => s with { Device = device });
}
