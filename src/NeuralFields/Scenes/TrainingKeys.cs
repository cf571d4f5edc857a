using System.Collections.Immutable;
using NeuralFields.Descriptions;
using NeuralFields.Losses;
using NeuralFields.Training;

namespace NeuralFields.Scenes;

/// <summary>Keys of a training description that are neither numbers nor parts of a family.</summary>
internal static class TrainingKeys
{
    private const string MatchKey = "match", FactorKey = "learning_rate_factor";
    private const int MaxKnots = 1 << 20;

    /// <summary>Reads <c>[{ "match": "encoding", "learning_rate_factor": 0.1 }]</c>.</summary>
    public static TrainingSpec ReadGroups(TrainingSpec training, DescriptionNode node)
        => training with { Groups = [.. node.AsArray("groups").Select(ReadGroup)] };

    /// <summary>The groups; nothing where there are none.</summary>
    public static DescriptionNode? WriteGroups(TrainingSpec training)
        => training.Groups.IsDefaultOrEmpty ? null : DescriptionNode.Of([.. training.Groups.Select(WriteGroup)]);

    /// <summary>Reads a loss: a name in quotes, or <c>{ "otype": name, constants }</c>.</summary>
    public static Loss ReadLoss(DescriptionNode node)
    {
        DescriptionNode type = FormulaKey.TypeOf("loss", node);
        Loss loss = Loss.All.FirstOrDefault(l => l.Name == type.Text)
            ?? throw type.Mistake(Nearest.Unknown("loss", type.Text, Loss.All.Select(l => l.Name)));
        return loss.With(FormulaKey.ReadConstants(loss.Name, loss.Constants, loss.Values, node));
    }

    /// <summary>The name with its constants, as an object.</summary>
    public static DescriptionNode WriteLoss(Loss loss) => FormulaKey.Write(loss.Name, loss.Constants, loss.Values);

    /// <summary>Reads a gradient loss: a name in quotes, or <c>{ "otype": name, constants }</c>.</summary>
    public static GradientLoss ReadGradientLoss(DescriptionNode node)
    {
        DescriptionNode type = FormulaKey.TypeOf("gradient_loss", node);
        GradientLoss loss = GradientLoss.All.FirstOrDefault(l => l.Name == type.Text)
            ?? throw type.Mistake(Nearest.Unknown("gradient loss", type.Text, GradientLoss.All.Select(l => l.Name)));
        return loss.With(FormulaKey.ReadConstants(loss.Name, loss.Constants, loss.Values, node));
    }

    /// <summary>The name with its constants; nothing where only values are learnt.</summary>
    public static DescriptionNode? WriteGradientLoss(TrainingSpec training)
        => training.Gradient is { } loss ? FormulaKey.Write(loss.Name, loss.Constants, loss.Values) : null;

    /// <summary>How gradients are found; nothing where only values are learnt.</summary>
    public static SchemaKey<TrainingSpec> GradientMethodKey { get; } = OfGradient(
        Key.Choice<TrainingSpec, GradientMethod>(
            "gradient_method", t => t.GradientMethod, (t, v) => t with { GradientMethod = v },
            "how gradient_loss finds gradients: Auto, Analytic (no tables in the encoding), Numerical (any field)"));

    /// <summary>The displacement of numerical gradients; nothing where only values are learnt.</summary>
    public static SchemaKey<TrainingSpec> GradientStepKey { get; } = OfGradient(Key.Number<TrainingSpec>(
        "gradient_step", t => t.GradientStep, (t, v) => t with { GradientStep = v },
        "displacement of Numerical gradients in coordinates; 0: a cell of the finest grid at most, or 1/512", 0, 1));

    /// <summary>Reads <c>[[step, progress], …]</c>.</summary>
    public static TrainingSpec ReadPlan(TrainingSpec training, DescriptionNode node)
    {
        IReadOnlyList<DescriptionNode> knots = node.AsArray("plan");
        if (knots.Count > MaxKnots) throw node.Mistake($"plan has {knots.Count} knots, expected at most {MaxKnots}.");
        ImmutableArray<ProgressKnot> plan = [.. knots.Select(ReadKnot)];
        _ = node.Placing(() => new ProgressPlan(plan));
        return training with { Plan = plan };
    }

    /// <summary>The plan; nothing where it is linear.</summary>
    public static DescriptionNode? WritePlan(TrainingSpec training)
        => training.Plan.IsDefaultOrEmpty ? null : DescriptionNode.Of([.. training.Plan.Select(WriteKnot)]);

    private static SchemaKey<TrainingSpec> OfGradient(SchemaKey<TrainingSpec> key)
        => key with { Write = training => training.Gradient is null ? null : key.Write(training) };

    private static ParameterGroup ReadGroup(DescriptionNode node)
    {
        if (node.Kind != DescriptionKind.Object) throw node.Wrong("a group", "an object { … }");
        foreach ((string name, DescriptionNode value) in node.Members)
            if (name is not (MatchKey or FactorKey))
                throw value.Mistake(Nearest.UnknownKey(name, "a group", [MatchKey, FactorKey]));
        DescriptionNode match = node[MatchKey] ?? throw node.Mistake($"the group has no \"{MatchKey}\".");
        DescriptionNode factor = node[FactorKey] ?? throw node.Mistake($"the group has no \"{FactorKey}\".");
        return factor.AsNumber(FactorKey) is >= 0 and <= 1e6 and var rate
            ? new ParameterGroup(match.AsString(MatchKey), rate)
            : throw factor.Wrong(FactorKey, "a number from 0 to 1000000");
    }

    private static DescriptionNode WriteGroup(ParameterGroup group) => DescriptionNode.Of(
        [new(MatchKey, DescriptionNode.Of(group.Match)), new(FactorKey, DescriptionNode.Of(group.LearningRateFactor))]);

    private static ProgressKnot ReadKnot(DescriptionNode node)
        => node.AsArray("a knot of the plan") is { Count: 2 } pair
            && pair[0].AsInteger("step") is >= 0 and var step
                && pair[1].AsNumber("progress") is >= 0 and <= 1 and var progress
            ? new ProgressKnot(step, progress)
            : throw node.Wrong("a knot of the plan", "[step, progress], progress from 0 to 1");

    private static DescriptionNode WriteKnot(ProgressKnot knot)
        => DescriptionNode.Of(
            (IReadOnlyList<DescriptionNode>)[DescriptionNode.Of(knot.Step), DescriptionNode.Of(knot.Progress)]);
}
