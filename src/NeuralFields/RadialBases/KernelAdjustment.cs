using NeuralFields.Numerics;

namespace NeuralFields.RadialBases;

/// <summary>
/// How training moves a kernel and changes its shape: an offset in widths u becomes u′ = Tᵀu − p. The shift p is in widths,
/// and T has the form of the kernel's shape with e^ρ for its diagonal, so that all numbers start at zero, have no unit, and
/// any of them stand for a proper ellipsoid: the precision's factor becomes M·T.
/// </summary>
public static class KernelAdjustment
{
    /// <summary>Numbers of an adjustment: p, then those of T with ρ in the place of its diagonal.</summary>
    public static int Count(RadialShape shape, int dimensions) => dimensions + shape.Count(dimensions);

    /// <summary>u′ = Tᵀu − p.</summary>
    /// <param name="shape">What T holds.</param>
    /// <param name="adjustment">[Count] p and T.</param>
    /// <param name="factor">[Count − dimensions] receives T with its diagonal.</param>
    /// <param name="u">[dimensions] the offset before.</param>
    /// <param name="adjusted">[dimensions] receives u′; other memory than u.</param>
    public static void Apply<T>(
        RadialShape shape, ReadOnlySpan<T> adjustment, Span<T> factor, ReadOnlySpan<T> u, Span<T> adjusted)
        where T : struct, IReal<T>
    {
        Factor(shape, adjustment, u.Length, factor);
        shape.ToWidths<T>(factor, u, adjusted);
        for (int j = 0; j < u.Length; j++) adjusted[j] -= adjustment[j];
    }

    /// <summary>The gradient of an adjustment, and that of the offset before it.</summary>
    /// <param name="shape">What T holds.</param>
    /// <param name="adjustment">[Count] p and T.</param>
    /// <param name="factor">[Count − dimensions] receives T with its diagonal.</param>
    /// <param name="u">[dimensions] the offset before.</param>
    /// <param name="du">[dimensions] gradient of u′ in, of u out.</param>
    /// <param name="gradient">[Count] gradient of p and T, overwritten.</param>
    /// <param name="dAdjusted">[dimensions] receives the gradient of u′.</param>
    public static void Pull<T>(
        RadialShape shape, ReadOnlySpan<T> adjustment, Span<T> factor, ReadOnlySpan<T> u, Span<T> du, Span<T> gradient,
        Span<T> dAdjusted) where T : struct, IReal<T>
    {
        int dimensions = u.Length;
        Factor(shape, adjustment, dimensions, factor);
        gradient.Fill(T.Const(0));
        for (int j = 0; j < dimensions; j++) (dAdjusted[j], gradient[j], du[j]) = (du[j], -du[j], T.Const(0));
        shape.PullFactor<T>(u, dAdjusted, gradient[dimensions..]);
        for (int j = 0; j < shape.Widths(dimensions); j++)
            gradient[dimensions + shape.WidthEntry(j)] *= factor[shape.WidthEntry(j)];
        shape.PullOffset<T>(factor, dAdjusted, du);
    }

    private static void Factor<T>(RadialShape shape, ReadOnlySpan<T> adjustment, int dimensions, Span<T> factor)
        where T : struct, IReal<T>
    {
        adjustment[dimensions..].CopyTo(factor);
        for (int j = 0; j < shape.Widths(dimensions); j++)
            factor[shape.WidthEntry(j)] = T.Exp(factor[shape.WidthEntry(j)]);
    }
}
