using NeuralFields.Numerics;

namespace NeuralFields.RadialBases;

/// <summary>
/// How many kernels make a field about as large as a hash grid field: sixteen levels of two features from 16 vertices
/// per axis on, and two layers of 64 units.
/// </summary>
/// <remarks>The rule of the authors' program of NeuRBF (Chen et al. 2023).</remarks>
public static class RadialBudget
{
    private const int Levels = 16, Base = 16, Units = 64, EntryMultiple = 8;

    /// <summary>Numbers of the hash grid field.</summary>
    /// <param name="dimensions">Coordinates.</param>
    /// <param name="outputs">Values.</param>
    /// <param name="log2TableSize">Binary logarithm of the largest table's entries.</param>
    /// <param name="finest">Vertices per axis of the finest level.</param>
    public static long Reference(int dimensions, int outputs, int log2TableSize, int finest)
    {
        double growth = Growth(finest / (double)Base);
        long entries = 0;
        for (int level = 0; level < Levels; level++)
        {
            double vertices = Math.Ceiling(Base * Power(growth, level).Power);
            double table = 1L << log2TableSize, size = 1;
            for (int d = 0; d < dimensions; d++) size *= vertices;
            entries += ((long)Math.Min(table, size) + EntryMultiple - 1) / EntryMultiple * EntryMultiple;
        }
        return (2 * entries) + ((32 + Units + outputs) * Units) + (2 * Units) + outputs;
    }

    /// <summary>
    /// The root rounded correctly: the authors' levels of 2ᵏ vertices have one more where it was rounded up, so that the
    /// last bit counts.
    /// </summary>
    private static double Growth(double ratio)
    {
        double near = DeterministicMath.Exp2(DeterministicMath.Log2(ratio) / (Levels - 1)), best = near;
        foreach (double other in (ReadOnlySpan<double>)[Math.BitDecrement(near), Math.BitIncrement(near)])
            if (Error(other, ratio) < Error(best, ratio)) best = other;
        return best;
    }

    private static double Error(double growth, double ratio)
    {
        (double power, double rest) = Power(growth, Levels - 1);
        return Math.Abs(power - ratio + rest);
    }

    /// <summary>A power rounded once, and what the rounding left.</summary>
    private static (double Power, double Lost) Power(double growth, int exponent)
    {
        (double power, double rest) = (1, 0);
        for (int i = 0; i < exponent; i++)
        {
            double product = power * growth, lost = Math.FusedMultiplyAdd(power, growth, -product);
            rest = Math.FusedMultiplyAdd(rest, growth, lost);
            power = product + rest;
            rest += product - power;
        }
        return (power, rest);
    }

    /// <summary>Numbers of the network behind the encoding, biases included.</summary>
    /// <param name="features">What the encoding yields.</param>
    /// <param name="outputs">Values.</param>
    public static long Network(int features, int outputs)
        => (features * Units) + Units + (Units * Units) + Units + (Units * outputs) + outputs;

    /// <summary>The kernels for which numbers of all kinds, trained or not, are left.</summary>
    /// <param name="reference">Numbers of the field to be matched.</param>
    /// <param name="grid">Numbers of the encoding's grid.</param>
    /// <param name="gridFeatures">Features of the grid.</param>
    /// <param name="features">Features per kernel.</param>
    /// <param name="frozen">Numbers of a kernel's centre and shape.</param>
    /// <param name="outputs">Values.</param>
    public static int Kernels(long reference, long grid, int gridFeatures, int features, int frozen, int outputs)
    {
        int all = gridFeatures + features;
        return (int)Math.Max(1, (reference - grid - Network(all, outputs) - all) / (features + frozen));
    }
}
