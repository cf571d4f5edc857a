using System.Collections.Immutable;
using NeuralFields.Activations;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Numerics;
using NeuralFields.Tests.Encodings;

namespace NeuralFields.Tests.Backends;

/// <summary>Fields that between them reach every activation, encoding, layer shape and form of graph.</summary>
public static class FieldCases
{
    private static readonly HashGrid s_grid = new()
    {
        Levels = 3,
        Features = 2,
        Log2TableSize = 6,
        BaseResolution = 3,
        PerLevelScale = 2,
    };

    private static readonly Mlp s_smooth = new() { Width = 16, HiddenLayers = 1, Activation = Named("Softplus") };

    private static readonly GaussianRbf s_units = new() { Units = 20 };

    public static IReadOnlyDictionary<string, FieldCase> All { get; } = new SortedDictionary<string, FieldCase>(
        Activations().Concat(Wavelets()).Concat(Encodings()).Concat(GridShapes()).Concat(LayerShapes())
            .Concat(GaussianUnits()).Concat(Graphs()).ToDictionary(c => c.Name, c => c.Case), StringComparer.Ordinal);

    /// <summary>Two networks: density from the first, color from the second, which also reads the direction.</summary>
    public static FieldCase Radiance => All["graph radiance"];

    /// <summary>Every case with every lane width.</summary>
    public static TheoryData<string, LaneWidth> NamesAndWidths()
    {
        TheoryData<string, LaneWidth> data = [];
        foreach (string name in All.Keys)
            foreach (LaneWidth width in Enum.GetValues<LaneWidth>()) data.Add(name, width);
        return data;
    }

    public static TheoryData<string> Names => [.. All.Keys];

    private static IEnumerable<(string Name, FieldCase Case)> Activations()
    {
        foreach (Activation activation in Activation.All)
        {
            Mlp one = new() { Width = 20, HiddenLayers = 1, Activation = activation };
            yield return ($"activation {activation.Name}", Network(one));
            // Steep functions amplify rounding from layer to layer: deep networks of them get gentler constants.
            Activation gentle = activation.With([.. activation.Values.Select(v => Math.Min(v, 4))]);
            yield return ($"output {activation.Name}", Network(s_smooth with { OutputActivation = gentle }));
            if (activation.Name is "Exponential" or "SafeExponential") continue; // a tower of powers overflows
            yield return ($"activation {activation.Name} deep",
                Network(one with { HiddenLayers = 3, Activation = gentle }));
        }
    }

    private static IEnumerable<(string Name, FieldCase Case)> Wavelets()
    {
        yield return ("residual sine", Network(s_smooth with { Width = 20, HiddenLayers = 2, ResidualSine = new(1, 8) }));
        foreach (int width in (int[])[1, 3, 16, 20])
            foreach (int hidden in (int[])[1, 2, 3])
                yield return ($"wire {width}x{hidden}", Network(new()
                {
                    Width = width,
                    HiddenLayers = hidden,
                    Wire = hidden == 1 ? new WireFormula() : new WireFormula(4, 2),
                    Bias = (width + hidden) % 2 == 0,
                }));
    }

    private static IEnumerable<(string Name, FieldCase Case)> Encodings()
        => EncodingCases.All.Select(c => (
            $"encoding {c.Key}",
            new FieldCase(FieldSpec.Value(c.Value.Inputs, 2, c.Value.Encoding, s_smooth), c.Value.KinksPerUnit)));

    private static IEnumerable<(string Name, FieldCase Case)> GridShapes()
    {
        foreach (int inputs in (int[])[2, 3])
            foreach (int features in (int[])[1, 2, 4, 8])
                foreach (GridInterpolation interpolation in Enum.GetValues<GridInterpolation>())
                {
                    HashGrid grid = s_grid with
                    {
                        Levels = 2,
                        Features = features,
                        Interpolation = interpolation,
                        AlignCorners = features == 2 && inputs == 3,
                    };
                    yield return ($"grid {inputs}D {features} {interpolation}",
                        new FieldCase(FieldSpec.Value(inputs, 2, grid, s_smooth), KinksPerUnit: 20));
                }
    }

    private static IEnumerable<(string Name, FieldCase Case)> LayerShapes()
    {
        int[] outputs = [1, 2, 3, 4, 5, 20];
        int number = 0;
        foreach (int width in (int[])[1, 3, 16, 20, 64, 72])
            foreach (int hidden in (int[])[0, 1, 2, 3])
            {
                int own = outputs[number++ % outputs.Length];
                // All of a few units may be dead, which leaves the next layer exactly at ReLU's kink.
                Mlp mlp = new()
                {
                    Width = width,
                    HiddenLayers = hidden,
                    Activation = Named(width < 16 ? "Softplus" : "ReLU"),
                    Bias = (number + hidden) % 3 != 0,
                };
                yield return ($"shape {width}x{hidden} to {own}", Network(mlp, own));
            }
    }

    private static IEnumerable<(string Name, FieldCase Case)> GaussianUnits()
    {
        int[] outputs = [1, 3, 20];
        int number = 0;
        foreach (int units in (int[])[1, 5, 16, 40])
            foreach (int inputs in (int[])[1, 3, 17])
                yield return ($"gaussian {inputs}-{units}", new FieldCase(FieldSpec.Value(
                    inputs, outputs[number++ % outputs.Length], new Identity(), new GaussianRbf { Units = units })));
        foreach (string name in (string[])["hash2", "hash3", "composite", "fourier"])
            yield return ($"gaussian {name}", new FieldCase(
                FieldSpec.Value(EncodingCases.All[name].Inputs, 2, EncodingCases.All[name].Encoding, s_units),
                EncodingCases.All[name].KinksPerUnit));
    }

    private static IEnumerable<(string Name, FieldCase Case)> Graphs()
    {
        ImmutableArray<FieldPort> two = [new("position", 3), new("direction", 3)];
        EncodingNode grid = new("encoding", ["position"], s_grid);
        NetworkNode network = new("network", ["encoding"], s_smooth, 5);
        FieldHead value = new("value", "network", 0, 5, Named("None"));

        yield return Graph("radiance", two,
            [
                grid, network with { Outputs = 16 },
                new EncodingNode("direction_encoding", ["direction"], new SphericalHarmonics { Degree = 3 }),
                new NetworkNode(
                    "rgb_network", ["network", "direction_encoding"], s_smooth with { Width = 20, HiddenLayers = 2 }, 3),
            ],
            [
                new("density", "network", 0, 1, Named("Exponential")),
                new("color", "rgb_network", 0, 3, Named("Sigmoid")),
            ]);
        yield return Graph("part of a network as the only head", two, [grid, network],
            [value with { First = 1, Count = 3 }]);
        yield return Graph("grid read by two networks", two,
            [grid, network, new NetworkNode("other", ["encoding"], s_smooth with { HiddenLayers = 0 }, 2)],
            [value, new("color", "other", 0, 2, Named("Tanh"))]);
        yield return Graph("features read by two networks", two,
            [
                new EncodingNode("encoding", ["position"], new OneBlob { Bins = 4 }), network,
                new NetworkNode("other", ["encoding", "network"], s_smooth, 2),
            ],
            [value, new("color", "other", 0, 2, Named("None"))]);
        yield return Graph("part of a grid as a head", two, [grid, network],
            [value, new("color", "encoding", 2, 3, Named("Tanh"))]);
        yield return Graph("part of a grid as the only head", two, [grid],
            [new("value", "encoding", 2, 3, Named("None"))]);
        yield return Graph("encoding of an encoding", two,
            [
                new EncodingNode("scaled", ["position"], new Identity { Scale = 0.5, Offset = 0.25 }),
                new EncodingNode("encoding", ["scaled"], new Frequency { Frequencies = 3 }), network,
            ],
            [value]);
        yield return Graph("encoding of two ports", two,
            [new EncodingNode("encoding", ["direction", "position"], new Frequency { Frequencies = 3 }), network],
            [value]);
        yield return Graph("encoding of a network", two,
            [
                grid, network, new EncodingNode("waves", ["network"], new Frequency { Frequencies = 2 }),
                new NetworkNode("other", ["waves"], s_smooth, 3),
            ],
            [new("color", "other", 0, 3, Named("Sigmoid"))]);
        yield return Graph("network of a network", two,
            [grid, network with { Outputs = 3 }, new NetworkNode("other", ["network"], s_smooth with { Width = 33 }, 2)],
            [value with { Node = "other", Count = 2 }]);
        yield return Graph("network of the ports", two,
            [new NetworkNode("network", ["position", "direction", "position"], s_smooth, 5)],
            [value]);
        yield return Graph("Gaussian units for density and color", two,
            [
                grid, new NetworkNode("network", ["encoding"], s_units, 5),
                new EncodingNode("direction_encoding", ["direction"], new SphericalHarmonics { Degree = 3 }),
                new NetworkNode("rgb_network", ["network", "direction_encoding"], s_units, 3),
            ],
            [value with { Count = 1 }, new("color", "rgb_network", 0, 3, Named("Sigmoid"))]);
        yield return Graph("grid read by Gaussian units and a network", two,
            [grid, network, new NetworkNode("other", ["encoding"], s_units, 2)],
            [value, new("color", "other", 0, 2, Named("Tanh"))]);
        yield return Graph("nodes that nobody reads", two,
            [
                grid, network, new EncodingNode("idle", ["position"], new Identity()),
                new NetworkNode("unused", ["encoding"], s_smooth, 2),
            ],
            [value]);
    }

    private static (string, FieldCase) Graph(
        string name, ImmutableArray<FieldPort> ports, ImmutableArray<FieldNode> nodes, ImmutableArray<FieldHead> heads)
        => ($"graph {name}", new FieldCase(new FieldSpec(ports, nodes, heads), KinksPerUnit: 20));

    private static FieldCase Network(Mlp mlp, int outputs = 2) => new(FieldSpec.Value(3, outputs, new Identity(), mlp));

    private static Activation Named(string name) => Activation.Find(name);
}
