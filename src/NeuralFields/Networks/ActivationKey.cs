using NeuralFields.Activations;
using NeuralFields.Descriptions;
using NeuralFields.Numerics;

namespace NeuralFields.Networks;

/// <summary>Reads and writes activations in descriptions: a name, or a name with constants.</summary>
internal static class ActivationKey
{
    private const string WireName = "Wire";

    /// <summary>A schema key that holds an activation.</summary>
    public static SchemaKey<T> Make<T>(
        string name, Func<T, DescriptionNode> write, Func<T, DescriptionNode, T> read, string summary)
        => new(name, summary, read, write);

    /// <summary>A name in quotes, or <c>{ "otype": name, constants }</c>.</summary>
    public static Activation Read(string key, DescriptionNode node)
    {
        Activation activation = Find(TypeOf(key, node));
        return activation.With(ReadConstants(activation.Name, activation.Constants.AsSpan(), activation.Values.AsSpan(), node));
    }

    /// <summary>The name alone where the activation has no constants.</summary>
    public static DescriptionNode Write(Activation activation)
        => Write(activation.Name, activation.Constants.AsSpan(), activation.Values.AsSpan());

    /// <summary>The wavelet with its constants.</summary>
    public static DescriptionNode Write(WireFormula wire)
        => Write(WireName, WireFormula.Constants, [wire.Omega0, wire.Scale]);

    /// <summary>Whether the activation named here is the wavelet layer.</summary>
    public static bool IsWire(DescriptionNode node) => TypeOf("activation", node).Text == WireName;

    /// <summary>The wavelet's constants.</summary>
    public static WireFormula ReadWire(DescriptionNode node)
    {
        double[] defaults = [.. WireFormula.Constants.ToArray().Select(c => c.Default)];
        double[] values = ReadConstants(WireName, WireFormula.Constants, defaults, node);
        return new WireFormula(values[0], values[1]);
    }

    /// <summary>Moves constants that stand beside <c>"activation": "Sine"</c> into the activation's own object.</summary>
    public static DescriptionNode GatherConstants(DescriptionNode network)
    {
        foreach (string key in (ReadOnlySpan<string>)["activation", "output_activation"])
        {
            if (network[key] is not { Kind: DescriptionKind.String } name) continue;
            DescriptionNode gathered = DescriptionNode.Of([KeyValuePair.Create(Family.TypeKey, name)], name.Place);
            foreach (FormulaConstant constant in name.Text == WireName ? WireFormula.Constants : Find(name).Constants.AsSpan())
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

    private static DescriptionNode TypeOf(string key, DescriptionNode node)
    {
        DescriptionNode type = node[Family.TypeKey] ?? node;
        type.AsString(key);
        return type;
    }

    private static double[] ReadConstants(
        string owner, ReadOnlySpan<FormulaConstant> constants, ReadOnlySpan<double> values, DescriptionNode node)
    {
        double[] result = values.ToArray();
        string[] names = [.. constants.ToArray().Select(c => c.Key)];
        foreach ((string name, DescriptionNode value) in node.Members)
        {
            if (name == Family.TypeKey) continue;
            int index = Array.IndexOf(names, name);
            if (index < 0) throw value.Mistake(Nearest.UnknownKey(name, owner, names));
            result[index] = value.AsNumber(name);
        }
        return result;
    }

    private static DescriptionNode Write(string name, ReadOnlySpan<FormulaConstant> constants, ReadOnlySpan<double> values)
    {
        DescriptionNode type = DescriptionNode.Of(name);
        if (constants.Length == 0) return type;
        List<KeyValuePair<string, DescriptionNode>> members = [new(Family.TypeKey, type)];
        for (int i = 0; i < constants.Length; i++) members.Add(new(constants[i].Key, DescriptionNode.Of(values[i])));
        return DescriptionNode.Of(members);
    }
}
