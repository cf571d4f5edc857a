using System.Collections.Immutable;
using NeuralFields.Activations;
using NeuralFields.Codegen;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Presets;
using NeuralFields.Tests.Encodings;

namespace NeuralFields.Tests.Fields.Emission;

/// <summary>Fields to print: every encoding, activation and preset, and one with density and colour.</summary>
internal static class TextCases
{
    public const string Radiance = "radiance", Wire = "Wire";

    private static readonly Mlp s_small = new() { Width = 4, HiddenLayers = 1 };

    /// <summary>One small field per encoding under test, and the one with density and colour.</summary>
    public static IEnumerable<string> EncodingNames => EncodingCases.All.Keys.Append(Radiance);

    public static IEnumerable<string> ActivationNames => Activation.All.Select(a => a.Name).Append(Wire);

    public static TheoryData<string, string> With(IEnumerable<string> names)
    {
        TheoryData<string, string> data = [];
        foreach (string name in names)
            foreach (Dialect dialect in Dialect.All) data.Add(name, dialect.Name);
        return data;
    }

    public static FieldSpec OfEncoding(string name)
    {
        if (name == Radiance) return DensityAndColor();
        EncodingCase test = EncodingCases.All[name];
        return FieldSpec.Value(test.Inputs, 3, test.Encoding, s_small);
    }

    public static FieldSpec OfActivation(string name)
    {
        Mlp mlp = s_small with { HiddenLayers = 2, OutputActivation = Activation.Find("Sigmoid") };
        return FieldSpec.Value(
            2, 5, new Identity(),
            name == Wire ? mlp with { Wire = new WireFormula() } : mlp with { Activation = Activation.Find(name) });
    }

    public static FieldSpec OfPreset(string name)
    {
        ImageShape shape = new(96, 64, 3, NeuralFields.Images.ColorEncoding.Srgb);
        NeuralFields.Tasks.ImageScene scene = ImagePreset.Find(name).Create(shape);
        return FieldSpec.Value(2, 3, Gentle(scene.Encoding.Resolve(96)), Gentle(scene.Network));
    }

    /// <summary>Steep sines amplify rounding from layer to layer: those of radial bases are judged by gentler ones.</summary>
    private static Encoding Gentle(Encoding encoding) => encoding switch
    {
        Composite c => c with { Nested = [.. c.Nested.Select(n => n with { Encoding = Gentle(n.Encoding) })] },
        RadialBasis { Sinusoid: not null } b => b with { Sinusoid = new(0.125, 8) },
        _ => encoding,
    };

    private static Network Gentle(Network network)
        => network is Mlp { ResidualSine: not null } mlp ? mlp with { ResidualSine = new(1, 4) } : network;


    /// <summary>A small radiance field: density from position, colour from its features and the direction.</summary>
    public static FieldSpec DensityAndColor()
    {
        Mlp mlp = s_small with { Width = 8 };
        ImmutableArray<FieldNode> nodes =
        [
            new EncodingNode("grid", ["position"], new HashGrid { Levels = 2, Log2TableSize = 6, BaseResolution = 3 }),
            new NetworkNode("density", ["grid"], mlp, 6),
            new EncodingNode("harmonics", ["direction"], new SphericalHarmonics { Degree = 3 }),
            new NetworkNode("color", ["density", "harmonics"], mlp, 3),
        ];
        return new(
            [new FieldPort("position", 3), new FieldPort("direction", 3)], nodes,
            [
                new FieldHead("density", "density", 0, 1, Activation.Find("Exponential")),
                new FieldHead("color", "color", 0, 3, Activation.Find("Sigmoid")),
            ]);
    }
}
