using System.Collections.Immutable;
using NeuralFields.Descriptions;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Optimizers;
using NeuralFields.Sampling;
using NeuralFields.Training;

namespace NeuralFields.Scenes;

public sealed partial record Scene
{
    private const long MaxSteps = 1L << 40, MaxSeed = 1L << 53;
    private const int MaxBatch = 1 << 24;

    private static readonly SchemaKey<Scene> s_steps =
        Whole("steps", t => t.Steps, (t, v) => t with { Steps = v }, "steps of the whole run", 1, MaxSteps);

    private static readonly SceneSection s_placement = new("scene", "how the picture lies in the field's coordinates",
    [
        .. CoordinateFrame.Schema.OwnKeys.Select(FrameKey),
        new("holdout", "pixels kept from training: one of every K, or a fraction", ReadHoldout, WriteHoldout),
        Key.Int<Scene>("downscale", s => s.Downscale, (s, v) => s with { Downscale = v },
            "make the picture N times smaller per side", 1, 1 << 16),
    ]);

    private static readonly SceneSection s_sampling = new("sampling", "in which order pixels are trained",
    [
        Key.Choice<Scene, PixelOrder>(
            "order", s => s.Image.Order, (s, v) => s with { Image = s.Image with { Order = v } },
            "Shuffled: every pixel once per epoch; Independent; Sequential"),
    ]);

    private static readonly SceneSection s_training = new("training", "length, batch and seed of the run",
    [
        s_steps with { Write = s => s.Seconds is null ? s_steps.Write(s) : null },
        Key.Optional<Scene>("seconds", s => s.Seconds, (s, v) => s with { Seconds = v },
            "seconds of training in place of steps", 1e-3, 1e8),
        Key.Optional<Scene>("target_psnr", s => s.TargetPsnr, (s, v) => s with { TargetPsnr = v },
            "PSNR in dB at which training ends early", 0, 200),
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

    private static readonly SceneSection s_output = new("output", "files to write",
    [
        Key.String<Scene>("field", s => s.Output.Field, (s, v) => s with { Output = s.Output with { Field = v } },
            "the trained field, .nf"),
        Key.String<Scene>("reconstruction", s => s.Output.Reconstruction,
            (s, v) => s with { Output = s.Output with { Reconstruction = v } },
            "the picture as the trained field has it"),
        Key.String<Scene>("report", s => s.Output.Report, (s, v) => s with { Output = s.Output with { Report = v } },
            "one HTML page about the run"),
        Key.String<Scene>("log", s => s.Output.Log, (s, v) => s with { Output = s.Output with { Log = v } },
            "progress as .csv or .jsonl"),
        Key.String<Scene>("preview", s => s.Output.Preview, (s, v) => s with { Output = s.Output with { Preview = v } },
            "folder of pictures on the way"),
    ]);

    /// <summary>The top of scene files.</summary>
    public static SceneSection Top { get; } = new("", "a scene",
    [
        Key.String<Scene>("task", s => s.Task, (s, v) => s with { Task = v }, "what is fitted: image"),
        Key.String<Scene>(
            "data", s => s.Data, (s, v) => s with { Data = v }, "the picture, relative to the scene file"),
        Key.String<Scene>("preset", s => s.Preset, (s, v) => s with { Preset = v },
            "the preset that holds where the scene is silent"),
        Key.Part<Scene, Encoding>("encoding", Encoding.Family, s => s.Image.Encoding,
            (s, v) => s with { Image = s.Image with { Encoding = v } }, "from coordinates to features"),
        Key.Part<Scene, Network>("network", Network.Family, s => s.Image.Network,
            (s, v) => s with { Image = s.Image with { Network = v } }, "from features to values"),
        Of(new SchemaKey<TrainingSpec>("loss", "what is minimised: a name, or { otype, constants }",
            (t, node) => t with { Loss = TrainingKeys.ReadLoss(node) }, t => TrainingKeys.WriteLoss(t.Loss))),
        Of(new SchemaKey<TrainingSpec>(
            "gradient_loss", "loss of the gradient with respect to the position: a name, or { otype, constants }",
            (t, node) => t with { Gradient = TrainingKeys.ReadGradientLoss(node) }, TrainingKeys.WriteGradientLoss)),
        Of(Key.Part<TrainingSpec, Optimizer>("optimizer", Optimizer.Family, t => t.Optimizer,
            (t, v) => t with { Optimizer = v }, "how gradients change parameters")),
        s_training.ToKey(), s_placement.ToKey(), s_sampling.ToKey(), s_output.ToKey(),
    ]);

    /// <summary>All sections, the top first.</summary>
    public static ImmutableArray<SceneSection> Sections => [Top, s_training, s_placement, s_sampling, s_output];

    /// <summary>A key of the training description as a key of the scene.</summary>
    private static SchemaKey<Scene> Of(SchemaKey<TrainingSpec> key) => new(
        key.Name, key.Summary,
        (scene, node) => scene with { Image = scene.Image with { Training = key.Read(scene.Image.Training, node) } },
        scene => key.Write(scene.Image.Training));

    private static SchemaKey<Scene> FrameKey(SchemaKey<CoordinateFrame> key) => new(
        key.Name, key.Summary,
        (scene, node) => scene with { Image = scene.Image with { Frame = key.Read(scene.Image.Frame, node) } },
        scene => key.Write(scene.Image.Frame));

    private static SchemaKey<Scene> Whole(
        string name, Func<TrainingSpec, long> get, Func<TrainingSpec, long, TrainingSpec> set, string summary,
        long min, long max)
        => Of(new SchemaKey<TrainingSpec>(name, summary,
            (training, node) => node.AsInteger(name) is var value && value >= min && value <= max
                ? set(training, value)
                : throw node.Wrong(name, $"a whole number from {min} to {max}"),
            training => DescriptionNode.Of(get(training))));

    private static Scene ReadHoldout(Scene scene, DescriptionNode node)
    {
        if (node.Kind is not (DescriptionKind.Number or DescriptionKind.String))
            throw node.Wrong("holdout", "a number");
        try
        {
            return scene with { Image = scene.Image with { Holdout = Holdout.Parse(node.Text) } };
        }
        catch (InputException e)
        {
            throw node.Mistake(e.Message);
        }
    }

    private static DescriptionNode WriteHoldout(Scene scene)
        => DescriptionNode.Of(scene.Image.Holdout.Every > 0 ? scene.Image.Holdout.Every : scene.Image.Holdout.Fraction);
}
