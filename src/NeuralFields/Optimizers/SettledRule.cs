using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Optimizers;

/// <summary>A rule after which numbers too small to matter are zero.</summary>
/// <remarks>
/// Decay shrinks the weights of a unit that never fires without end. Sums of products with them become subnormal, and
/// each such instruction costs a processor over a hundred cycles: a tenth of a radiance step was spent so.
/// </remarks>
/// <typeparam name="TRule">The rule.</typeparam>
/// <param name="Inner">The rule.</param>
public readonly record struct SettledRule<TRule>(TRule Inner) : IUpdateRule where TRule : struct, IUpdateRule
{
    // Half a unit of double precision beside a weight of 1; moments that no ε above 1e-15 lets through.
    private readonly Constant _leastWeight = 1e-16, _leastFirst = 1e-30, _leastSecond = 1e-36;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<T>(ref T w, T g, ref T first, ref T second, T rate) where T : struct, IReal<T>
    {
        Inner.Update(ref w, g, ref first, ref second, rate);
        w = Settled(w, _leastWeight);
        first = Settled(first, _leastFirst);
        second = Settled(second, _leastSecond);
    }

    /// <inheritdoc/>
    public double Correction(long count) => Inner.Correction(count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Settled<T>(T value, Constant least) where T : struct, IReal<T>
        => T.IfLess(T.Abs(value), T.Const(least), T.Const(0), value);
}

/// <summary>Settles a rule where parameters decay; tables, whose sweep is bound by memory, keep theirs as it is.</summary>
internal static class SettledRule
{
    /// <summary>The rule for a role.</summary>
    public static IUpdateRule Of<TRule>(TRule rule, ParameterRole role) where TRule : struct, IUpdateRule
        => role == ParameterRole.Table ? rule : new SettledRule<TRule>(rule);

    /// <summary>The kernel that runs it.</summary>
    public static UpdateKernel Kernel<TRule>(TRule rule, ParameterRole role, LaneWidth width)
        where TRule : struct, IUpdateRule
        => role == ParameterRole.Table
            ? UpdateKernel.Of(rule, width)
            : UpdateKernel.Of(new SettledRule<TRule>(rule), width);
}
