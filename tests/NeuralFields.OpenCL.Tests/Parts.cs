using System.Collections.Immutable;
using NeuralFields.Activations;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Tests.Backends;
using NeuralFields.Tests.Encodings;

namespace NeuralFields.OpenCL.Tests;

/// <summary>Fields of many small parts: a device builds one program for all of them.</summary>
internal static class Parts
{
    private static readonly Activation s_none = Activation.Find("None");

    /// <summary>Every registered activation, within a network, behind one, and as that of a head.</summary>
    public static FieldCase Activations
    {
        get
        {
            ImmutableArray<FieldNode>.Builder nodes = ImmutableArray.CreateBuilder<FieldNode>();
            ImmutableArray<FieldHead>.Builder heads = ImmutableArray.CreateBuilder<FieldHead>();
            for (int i = 0; i < Activation.All.Length; i++)
            {
                // Steep functions amplify rounding from layer to layer.
                Activation own = Gentle(i), next = Gentle(i + 1), last = Gentle(i + 2);
                Mlp mlp = new()
                {
                    Width = 5, HiddenLayers = 1, Activation = own, OutputActivation = next, Bias = i % 2 == 0,
                };
                nodes.Add(new NetworkNode($"network{i}", ["position"], mlp, 2));
                if (last.Name == "Exponential") last = s_none;
                heads.Add(new FieldHead($"value{i}", $"network{i}", i % 2, 1, last));
            }
            return new FieldCase(
                new FieldSpec([new FieldPort("position", 3)], nodes.ToImmutable(), heads.ToImmutable()));
        }
    }

    /// <summary>Every registered encoding that devices train, its features handed out as they are.</summary>
    public static FieldCase Encodings => EncodingsWhere(encoding => !IsMobile(encoding));

    /// <summary>Radial bases whose kernels have moved.</summary>
    public static FieldCase MobileKernels => EncodingsWhere(IsMobile);

    /// <summary>Wavelet networks of one to three hidden layers, with and without biases.</summary>
    public static FieldCase Wavelets
    {
        get
        {
            ImmutableArray<FieldNode> nodes =
            [
                .. Enumerable.Range(1, 3).Select(hidden => new NetworkNode($"network{hidden}", ["position"], new Mlp
                {
                    Width = (2 * hidden) + 1,
                    HiddenLayers = hidden,
                    Wire = new WireFormula(4, 2),
                    Bias = hidden != 2,
                }, hidden)),
            ];
            return new FieldCase(new FieldSpec([new FieldPort("position", 2)], nodes,
                [.. nodes.Select((n, i) => new FieldHead($"value{i}", n.Name, 0, i + 1, s_none))]));
        }
    }

    /// <summary>Gaussian units over plain coordinates, a table and a gather; residual sines of every frequency.</summary>
    public static FieldCase Units
    {
        get
        {
            EncodingNode grid = new("encoding", ["position"], EncodingCases.All["hash3"].Encoding);
            Mlp sines = new() { Width = 9, HiddenLayers = 2, Activation = Activation.Find("SiLU"), ResidualSine = new(1, 8) };
            ImmutableArray<FieldNode> nodes =
            [
                grid,
                new NetworkNode("plain", ["position"], new GaussianRbf { Units = 7 }, 2),
                new NetworkNode("tables", ["encoding"], new GaussianRbf { Units = 20 }, 3),
                new NetworkNode("gathered", ["position", "tables"], new GaussianRbf { Units = 5 }, 1),
                new NetworkNode("sines", ["position"], sines, 2),
            ];
            return new FieldCase(
                new FieldSpec([new FieldPort("position", 3)], nodes,
                    [.. nodes.Skip(1).Select(n => new FieldHead(n.Name, n.Name, 0, 1, s_none))]),
                KinksPerUnit: 220);
        }
    }

    /// <summary>
    /// One value of every registered activation and every kind of encoding without tables: what losses of gradients
    /// differentiate twice.
    /// </summary>
    public static FieldCase Surface
    {
        get
        {
            FieldNode[] encodings = [.. EncodingCases.PointwiseNames.Where(name => EncodingCases.All[name].Inputs == 3)
                .DistinctBy(name => EncodingCases.All[name].Encoding.GetType())
                .Select(name => new EncodingNode(name, ["position"], EncodingCases.All[name].Encoding))];
            FieldNode[] networks = [.. Activation.All.Select((a, i) => new NetworkNode($"network{i}", ["position"],
                new Mlp { Width = 3, HiddenLayers = 1, Activation = Gentle(i), OutputActivation = s_none }, 1))];
            NetworkNode joint = new("joint", [.. encodings.Concat(networks).Select(n => n.Name)],
                new Mlp { Width = 5, HiddenLayers = 1, Activation = Activation.Find("Softplus") }, 2);
            return new FieldCase(
                new FieldSpec([new FieldPort("position", 3)], [.. encodings, .. networks, joint],
                    [new FieldHead("value", "joint", 1, 1, Activation.Find("Tanh"))]),
                KinksPerUnit: 720);
        }
    }

    /// <summary>Several ports and networks, shared nodes, a gather, a head that reads a part.</summary>
    public static FieldCase Graph => FieldCases.Radiance;

    /// <summary>Fields by name.</summary>
    public static FieldCase Named(string name) => name switch
    {
        "activations" => Activations,
        "encodings" => Encodings,
        "mobile kernels" => MobileKernels,
        "wavelets" => Wavelets,
        "units" => Units,
        "surface" => Surface,
        _ => FieldCases.All[name],
    };

    private static bool IsMobile(Encoding encoding) => encoding is RadialBasis { Mobility: > 0 };

    private static FieldCase EncodingsWhere(Func<Encoding, bool> isMeant)
    {
        (string Name, EncodingCase Case)[] cases =
            [.. EncodingCases.All.Where(c => isMeant(c.Value.Encoding)).Select(c => (c.Key, c.Value))];
        int[] sizes = [.. cases.Select(c => c.Case.Inputs).Distinct().Order()];
        return new FieldCase(
            new FieldSpec(
                [.. sizes.Select(s => new FieldPort($"port{s}", s))],
                [.. cases.Select(c => new EncodingNode(c.Name, [$"port{c.Case.Inputs}"], c.Case.Encoding))],
                [.. cases.Select(c => new FieldHead(c.Name, c.Name, 0, c.Case.Outputs, s_none))]),
            KinksPerUnit: 720);
    }

    private static Activation Gentle(int index)
    {
        Activation activation = Activation.All[index % Activation.All.Length];
        return activation.With([.. activation.Values.Select(v => Math.Min(v, 4))]);
    }
}
