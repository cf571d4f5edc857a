using System.Collections.Immutable;
using NeuralFields.Activations;
using NeuralFields.Descriptions;
using NeuralFields.Numerics;

namespace NeuralFields.Networks;

/// <summary>Reads and writes activations in descriptions, the wavelet layer among them.</summary>
internal static class ActivationKey
{
    private const string WireName = "Wire";

    private static ImmutableArray<FormulaConstant> WireConstants => [.. WireFormula.Constants];

    /// <summary>A name in quotes, or <c>{ "otype": name, constants }</c>.</summary>
    public static Activation Read(string key, DescriptionNode node)
    {
        Activation activation = Find(FormulaKey.TypeOf(key, node));
        return activation.With(FormulaKey.ReadConstants(activation.Name, activation.Constants, activation.Values, node));
    }

    /// <summary>The name alone where the activation has no constants.</summary>
    public static DescriptionNode Write(Activation activation)
        => FormulaKey.Write(activation.Name, activation.Constants, activation.Values);

    /// <summary>The wavelet with its constants.</summary>
    public static DescriptionNode Write(WireFormula wire) => FormulaKey.Write(WireName, WireConstants, [wire.Omega0, wire.Scale]);

    /// <summary>Whether the activation named here is the wavelet layer.</summary>
    public static bool IsWire(DescriptionNode node) => FormulaKey.TypeOf("activation", node).Text == WireName;

    /// <summary>The wavelet's constants.</summary>
    public static WireFormula ReadWire(DescriptionNode node)
    {
        double[] values = FormulaKey.ReadConstants(WireName, WireConstants, [.. WireConstants.Select(c => c.Default)], node);
        return new WireFormula(values[0], values[1]);
    }

    /// <summary>Moves constants that stand beside <c>"activation": "Sine"</c> into the activation's own object.</summary>
    public static DescriptionNode GatherConstants(DescriptionNode network)
    {
        foreach (string key in (ReadOnlySpan<string>)["activation", "output_activation"])
        {
            if (network[key] is not { Kind: DescriptionKind.String } name) continue;
            DescriptionNode gathered = DescriptionNode.Of([new(Family.TypeKey, name)], name.Place);
            foreach (FormulaConstant constant in name.Text == WireName ? WireConstants : Find(name).Constants)
            {
                if (network[constant.Key] is not { } value) continue;
                gathered = gathered.With(constant.Key, value);
                network = network.Without(constant.Key);
            }
            network = network.With(key, gathered);
        }
        return network;
    }

    private static Activation Find(DescriptionNode type)
        => Activation.All.FirstOrDefault(a => a.Name == type.Text)
            ?? throw type.Mistake(Nearest.Unknown("activation", type.Text, [.. Activation.All.Select(a => a.Name), WireName]));
}
