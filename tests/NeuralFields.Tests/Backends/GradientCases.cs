using System.Collections.Immutable;
using NeuralFields.Activations;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Numerics;
using NeuralFields.Tests.Encodings;

namespace NeuralFields.Tests.Backends;

/// <summary>Fields of one value, for losses that read its gradient.</summary>
public static class GradientCases
{
    private static readonly Mlp s_smooth = new()
    {
        Width = 16,
        HiddenLayers = 2,
        Activation = Named("Softplus"),
    };

    /// <summary>Fields whose gradient is taken analytically.</summary>
    public static IReadOnlyDictionary<string, FieldCase> Analytic { get; } = new SortedDictionary<string, FieldCase>(
        Activations().Concat(Shapes()).Concat(Encodings(grids: false)).Concat(Graphs())
            .ToDictionary(c => c.Item1, c => c.Item2), StringComparer.Ordinal);

    /// <summary>Fields whose gradient is taken numerically.</summary>
    public static IReadOnlyDictionary<string, FieldCase> Numerical { get; } = new SortedDictionary<string, FieldCase>(
        Encodings(grids: true)
            .Append(("wire", Network(new() { Width = 3, HiddenLayers = 2, Wire = new WireFormula(4, 2) })))
            .ToDictionary(c => c.Item1, c => c.Item2), StringComparer.Ordinal);

    /// <summary>[count, targets] kinds in turns and unit normals, every fourth unknown; or values.</summary>
    public static float[] Targets(FieldCase test, GradientLoss loss, int count)
    {
        int dimensions = test.Spec.Ports[0].Size, width = loss.TargetCount(dimensions);
        Random random = new(5);
        float[] targets = new float[count * width];
        for (int t = 0; t < count; t++)
        {
            Span<float> row = targets.AsSpan(t * width, width);
            row[0] = loss.AddsToValueLoss ? random.NextSingle() - 0.5f : t % 3;
            if (loss.AddsToValueLoss || t % 4 == 3) continue;
            double length = 0;
            foreach (ref float n in row[1..])
            {
                n = random.NextSingle() - 0.5f;
                length += n * n;
            }
            foreach (ref float n in row[1..]) n /= (float)Math.Sqrt(length);
        }
        return targets;
    }

    /// <summary>The mean loss of samples whose values and gradients are known, in double.</summary>
    public static double Mean(
        GradientLoss loss, Loss values, (double F, double[] G)[] samples, float[] targets)
    {
        int width = targets.Length / samples.Length;
        double sum = 0;
        for (int t = 0; t < samples.Length; t++)
        {
            ReadOnlySpan<float> row = targets.AsSpan(t * width, width);
            SurfaceTarget<F64> target = loss.AddsToValueLoss ? default : new(row[0], Triple(Wide.Of(row[1..])));
            (double f, double[] g) = samples[t];
            sum += loss.Value(f, Triple(g), target);
            if (loss.AddsToValueLoss) sum += values.Value(f, row[0], f);
        }
        return sum / samples.Length;
    }

    private static Triple<F64> Triple(double[] v)
        => new(v[0], v.Length > 1 ? v[1] : 0, v.Length > 2 ? v[2] : 0);

    private static IEnumerable<(string Name, FieldCase Case)> Activations()
    {
        foreach (Activation activation in Activation.All)
        {
            // Steep functions amplify rounding, and with their square where curvature is needed.
            Activation gentle = activation.With([.. activation.Values.Select(v => Math.Min(v, 4))]);
            Mlp mlp = new() { Width = 20, HiddenLayers = 1, Activation = gentle };
            yield return ($"activation {activation.Name}", Network(mlp));
            yield return ($"output {activation.Name}", Network(s_smooth with { OutputActivation = gentle }));
            if (activation.Name != "Exponential") // a tower of powers overflows
                yield return ($"activation {activation.Name} deep", Network(mlp with { HiddenLayers = 3 }));
        }
    }

    private static IEnumerable<(string Name, FieldCase Case)> Shapes()
    {
        foreach (int inputs in (int[])[1, 2, 3])
            foreach (int width in (int[])[1, 3, 17, 40])
                foreach (int hidden in (int[])[0, 1, 2])
                {
                    bool bias = (width + hidden) % 3 != 0;
                    yield return ($"shape {inputs}-{width}x{hidden}",
                        Network(s_smooth with { Width = width, HiddenLayers = hidden, Bias = bias }, inputs));
                }
    }

    private static IEnumerable<(string Name, FieldCase Case)> Encodings(bool grids)
        => EncodingCases.All.Where(c => HasTables(c.Value) == grids && c.Value.Inputs <= 3).Select(c => (
            $"encoding {c.Key}",
            new FieldCase(FieldSpec.Value(c.Value.Inputs, 1, c.Value.Encoding, s_smooth), c.Value.KinksPerUnit)));

    private static bool HasTables(EncodingCase test)
    {
        List<EncodingPart> parts = [];
        test.Encoding.AddParts(parts, 0..test.Inputs, 0, 0);
        return parts.Any(p => p is not PointwisePart);
    }

    private static IEnumerable<(string Name, FieldCase Case)> Graphs()
    {
        EncodingNode waves = new("encoding", ["position"], new Frequency { Frequencies = 2 });
        NetworkNode network = new("network", ["encoding"], s_smooth, 5);
        yield return Graph("head with an activation over a part", [waves, network],
            new("value", "network", 3, 1, Named("Tanh")));
        yield return Graph("head over a part", [waves, network], new("value", "network", 1, 1, Named("None")));
        yield return Graph("network of the port", [network with { Inputs = ["position"] }],
            new("value", "network", 1, 1, Named("None")));
        yield return Graph("network of a network, and of features",
            [waves, network, new NetworkNode("other", ["network", "direction", "encoding"], s_smooth, 1)],
            new("value", "other", 0, 1, Named("None")));
        yield return Graph("nodes that nobody reads",
            [waves, network, new NetworkNode("idle", ["encoding", "network"], s_smooth, 2)],
            new("value", "network", 0, 1, Named("Sigmoid")));
        yield return Graph("two encodings of the position",
            [waves, new EncodingNode("plain", ["position"], new Identity()),
                new NetworkNode("network", ["plain", "encoding"], s_smooth, 1)],
            new("value", "network", 0, 1, Named("None")));
        yield return Graph("an encoding as the value", [waves, network], new("value", "encoding", 2, 1, Named("Tanh")));
    }

    private static (string, FieldCase) Graph(string name, ImmutableArray<FieldNode> nodes, FieldHead head)
        => ($"graph {name}", new FieldCase(
            new FieldSpec([new("position", 3), new("direction", 2)], nodes, [head])));

    private static FieldCase Network(Mlp mlp, int inputs = 3) => new(FieldSpec.Value(inputs, 1, new Identity(), mlp));

    private static Activation Named(string name) => Activation.Find(name);
}
