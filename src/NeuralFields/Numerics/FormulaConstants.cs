using System.Collections.Immutable;
using System.Globalization;

namespace NeuralFields.Numerics;

/// <summary>What the registries of formulas share about the constants of a formula.</summary>
internal static class FormulaConstants
{
    /// <summary>Checks the values that a user chose: as many as there are constants, each in its range.</summary>
    /// <exception cref="InputException">They are not.</exception>
    public static void RequireInRange(
        string family, string name, ImmutableArray<FormulaConstant> constants, ReadOnlySpan<double> values)
    {
        if (values.Length != constants.Length)
            throw new InputException($"{family} {name}: got {values.Length} constants, expected {constants.Length}.");
        for (int i = 0; i < values.Length; i++)
            if (!constants[i].Allows(values[i]))
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{family} {name}: {constants[i].Key} is {values[i]}, " +
                    $"expected a finite number {constants[i].Range}."));
    }

    /// <summary>Name and constants in one line, such as Sine(omega_0 = 30).</summary>
    public static string Describe(string name, ImmutableArray<FormulaConstant> constants, ImmutableArray<double> values)
    {
        if (values.IsEmpty) return name;
        IEnumerable<string> pairs = constants.Zip(
            values, (constant, value) => string.Create(CultureInfo.InvariantCulture, $"{constant.Key} = {value}"));
        return $"{name}({string.Join(", ", pairs)})";
    }
}
