using System.Collections.Immutable;
using NeuralFields.Numerics;

namespace NeuralFields.Descriptions;

/// <summary>Reads and writes formulas with constants (activations, losses): a name, or a name with constants.</summary>
internal static class FormulaKey
{
    /// <summary>The value that names the formula: a text, or the object's otype.</summary>
    public static DescriptionNode TypeOf(string key, DescriptionNode node)
    {
        DescriptionNode type = node[Family.TypeKey] ?? node;
        type.AsString(key);
        return type;
    }

    /// <summary>The constants, where the object is silent the given values.</summary>
    public static double[] ReadConstants(
        string owner, ImmutableArray<FormulaConstant> constants, ImmutableArray<double> values, DescriptionNode node)
    {
        double[] result = [.. values];
        string[] names = [.. constants.Select(c => c.Key)];
        foreach ((string name, DescriptionNode value) in node.Members)
        {
            if (name == Family.TypeKey) continue;
            int index = Array.IndexOf(names, name);
            if (index < 0) throw value.Mistake(Nearest.UnknownKey(name, owner, names));
            result[index] = value.AsNumber(name);
            if (!constants[index].Allows(result[index])) throw value.Wrong(name, "a number " + constants[index].Range);
        }
        return result;
    }

    /// <summary>The name alone where there are no constants.</summary>
    public static DescriptionNode Write(
        string name, ImmutableArray<FormulaConstant> constants, ImmutableArray<double> values)
    {
        DescriptionNode type = DescriptionNode.Of(name);
        if (constants.Length == 0) return type;
        List<KeyValuePair<string, DescriptionNode>> members = [new(Family.TypeKey, type)];
        for (int i = 0; i < constants.Length; i++) members.Add(new(constants[i].Key, DescriptionNode.Of(values[i])));
        return DescriptionNode.Of(members);
    }
}
