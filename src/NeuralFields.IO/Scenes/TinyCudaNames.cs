using System.Collections.Immutable;
using NeuralFields.Descriptions;

namespace NeuralFields.IO.Scenes;

/// <summary>
/// Network configurations of tiny-cuda-nn and instant-ngp in the words of scene files. Everything else in them is left
/// as it is, so that the schemas refuse it at its place.
/// </summary>
public static class TinyCudaNames
{
    // What tiny-cuda-nn fixes where its users cannot: Squareplus's b is the same in both.
    private const double SoftplusBeta = 10, SineFrequency = 1;

    /// <summary>What is accepted beyond the scene file's own keys, for the reference.</summary>
    public static ImmutableArray<(string Theirs, string Ours)> Accepted { get; } =
    [
        ("parent", "inherit"),
        ("network FullyFusedMLP, CutlassMLP, MegakernelMLP", "Mlp with bias false"),
        ("activation Softplus, Sine of those networks", "Softplus with beta 10, Sine with omega_0 1 (their constants)"),
        ("feedback_alignment false", "left out"),
        ("encoding OneBlob, Frequency, TriangleWave, SphericalHarmonics, Identity, Composite, Grid", "the same"),
        ("encoding stochastic_interpolation false, fixed_point_pos false", "left out"),
        ("optimizer Ema { decay, nested }", "training.average_decay, and the nested optimizer"),
        ("optimizer ExponentialDecay { decay_start, decay_interval, decay_end, decay_base, nested }",
            "the nested optimizer with schedule Step of those keys"),
        ("optimizer Adam l2_reg", "the same"),
        ("optimizer adabound false, full_precision", "left out"),
        ("loss MAPE, SMAPE", "Mape, Smape"),
        ("dir_encoding, rgb_network (of --config)", "left out where the data has no directions"),
        ("envmap, distortion_map", "left out: instant-ngp trains these beside a radiance field"),
    ];

    private static readonly string[] s_networkKeys = ["network", "rgb_network", "density_network"];
    private static readonly string[] s_networkTypes = ["FullyFusedMLP", "CutlassMLP", "MegakernelMLP"];
    private static readonly string[] s_encodingKeys = ["encoding", "dir_encoding", "pos_encoding"];
    private static readonly string[] s_decayKeys = ["decay_start", "decay_interval", "decay_end", "decay_base"];

    /// <summary>The scene with these names replaced by its own.</summary>
    public static DescriptionNode Translate(DescriptionNode scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        foreach (string key in s_networkKeys) scene = Change(scene, key, Network);
        foreach (string key in s_encodingKeys) scene = Change(scene, key, Encoding);
        scene = Change(scene, "loss", Loss);
        return Optimizer(scene.Without("envmap").Without("distortion_map"));
    }

    /// <summary>A network config without the parts that only radiance fields have.</summary>
    public static DescriptionNode WithoutDirections(DescriptionNode config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Without("dir_encoding").Without("rgb_network");
    }

    private static DescriptionNode Change(
        DescriptionNode owner, string key, Func<DescriptionNode, DescriptionNode> change)
        => owner[key] is { } part ? owner.With(key, change(part)) : owner;

    private static DescriptionNode Network(DescriptionNode network)
    {
        network = WithoutFlag(network, "feedback_alignment");
        if (network[Family.TypeKey] is not { Kind: DescriptionKind.String } type || !s_networkTypes.Contains(type.Text))
            return network;
        network = network.With(Family.TypeKey, DescriptionNode.Of("Mlp", type.Place));
        if (network["bias"] is null) network = network.With("bias", DescriptionNode.Of(false, type.Place));
        foreach (string key in (ReadOnlySpan<string>)["activation", "output_activation"])
            network = Change(network, key, Activation);
        return network;
    }

    private static DescriptionNode Activation(DescriptionNode name) => name switch
    {
        { Kind: DescriptionKind.String, Text: "Softplus" } => WithConstant(name, "beta", SoftplusBeta),
        { Kind: DescriptionKind.String, Text: "Sine" } => WithConstant(name, "omega_0", SineFrequency),
        _ => name,
    };

    private static DescriptionNode WithConstant(DescriptionNode name, string key, double value)
        => DescriptionNode.Of([new(Family.TypeKey, name), new(key, DescriptionNode.Of(value, name.Place))], name.Place);

    private static DescriptionNode Encoding(DescriptionNode encoding)
        => WithoutFlag(WithoutFlag(encoding, "stochastic_interpolation"), "fixed_point_pos");

    private static DescriptionNode Loss(DescriptionNode loss) => loss switch
    {
        { Kind: DescriptionKind.String } => LossName(loss),
        _ => Change(loss, Family.TypeKey, LossName),
    };

    private static DescriptionNode LossName(DescriptionNode name) => name.Text switch
    {
        "MAPE" => DescriptionNode.Of("Mape", name.Place),
        "SMAPE" => DescriptionNode.Of("Smape", name.Place),
        _ => name,
    };

    /// <summary>tiny-cuda-nn wraps optimisers in one another; here the wrappers are settings of the run.</summary>
    private static DescriptionNode Optimizer(DescriptionNode scene)
    {
        for (int depth = 0; depth < DescriptionReader.MaxDepth && scene["optimizer"] is { } wrapper; depth++)
        {
            string type = wrapper[Family.TypeKey]?.Text ?? "";
            if (type == "Ema") scene = UnwrapAverage(scene, wrapper);
            else if (type == "ExponentialDecay") scene = UnwrapDecay(scene, wrapper);
            else break;
        }
        return Change(scene, "optimizer", o => WithoutFlag(o, "adabound"));
    }

    private static DescriptionNode UnwrapAverage(DescriptionNode scene, DescriptionNode wrapper)
    {
        RequireKeys(wrapper, "Ema", ["decay", "full_precision", "nested"]);
        DescriptionNode training = scene["training"] ?? DescriptionNode.Of([], wrapper.Place);
        DescriptionNode decay = wrapper["decay"] ?? DescriptionNode.Of(0.99, wrapper.Place);
        return scene.With("optimizer", Nested(wrapper)).With("training", training.With("average_decay", decay));
    }

    private static DescriptionNode UnwrapDecay(DescriptionNode scene, DescriptionNode wrapper)
    {
        RequireKeys(wrapper, "ExponentialDecay", [.. s_decayKeys, "nested"]);
        DescriptionNode schedule = DescriptionNode.Of(
            [new(Family.TypeKey, DescriptionNode.Of("Step", wrapper.Place)),
             .. wrapper.Members.Where(m => s_decayKeys.Contains(m.Key))], wrapper.Place);
        return scene.With("optimizer", WithInnermost(Nested(wrapper), schedule));
    }

    /// <summary>The schedule belongs to the optimiser inside all wrappers.</summary>
    private static DescriptionNode WithInnermost(DescriptionNode optimizer, DescriptionNode schedule)
        => optimizer["nested"] is { } inner
            ? optimizer.With("nested", WithInnermost(inner, schedule))
            : optimizer["schedule"] is { } twice ? throw twice.Mistake("the optimizer has two schedules, expected one.")
            : optimizer.With("schedule", schedule);

    private static DescriptionNode Nested(DescriptionNode wrapper)
        => wrapper["nested"] is { Kind: DescriptionKind.Object } nested
            ? nested
            : throw wrapper.Mistake($"{wrapper[Family.TypeKey]!.Text} has no \"nested\" optimizer.");

    private static void RequireKeys(DescriptionNode node, string owner, string[] known)
    {
        foreach ((string key, DescriptionNode value) in node.Members)
            if (key != Family.TypeKey && !known.Contains(key))
                throw value.Mistake(Nearest.UnknownKey(key, owner, known));
    }

    /// <summary>A switch of theirs that may only be off.</summary>
    private static DescriptionNode WithoutFlag(DescriptionNode node, string key)
        => node[key] is not { } flag ? node
            : !flag.AsBoolean(key) ? node.Without(key)
            : throw flag.Wrong(key, "false: this is not in this version");
}
