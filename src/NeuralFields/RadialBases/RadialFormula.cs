using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.RadialBases;

/// <summary>A kernel of an offset u that is measured in widths along the kernel's own axes.</summary>
public static class RadialFormula
{
    /// <summary>φ(Σ u_j²), or Π φ(u_j²) for products.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="u">[dimensions] the offset in widths.</param>
    [MethodImpl(AggressiveInlining)]
    public static T Value<TKernel, T>(TKernel kernel, ReadOnlySpan<T> u)
        where TKernel : struct, IRadialKernel<TKernel> where T : struct, IReal<T>
    {
        if (!TKernel.IsProduct) return kernel.Value(Square(u));
        T product = kernel.Value(u[0] * u[0]);
        for (int j = 1; j < u.Length; j++) product *= kernel.Value(u[j] * u[j]);
        return product;
    }

    /// <summary>The value and its gradient by u.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="u">[dimensions] the offset in widths.</param>
    /// <param name="gradient">[dimensions] ∂φ/∂u, overwritten.</param>
    [MethodImpl(AggressiveInlining)]
    public static T ValueAndGradient<TKernel, T>(TKernel kernel, ReadOnlySpan<T> u, Span<T> gradient)
        where TKernel : struct, IRadialKernel<TKernel> where T : struct, IReal<T>
    {
        if (TKernel.IsProduct) return ProductAndGradient(kernel, u, gradient);
        (T value, T slope) = kernel.ValueAndSlope(Square(u));
        for (int j = 0; j < u.Length; j++) gradient[j] = T.Const(2) * slope * u[j];
        return value;
    }

    private static T ProductAndGradient<TKernel, T>(TKernel kernel, ReadOnlySpan<T> u, Span<T> gradient)
        where TKernel : struct, IRadialKernel<TKernel> where T : struct, IReal<T>
    {
        T product = T.Const(1);
        gradient.Fill(product);
        for (int j = 0; j < u.Length; j++)
        {
            (T value, T slope) = kernel.ValueAndSlope(u[j] * u[j]);
            for (int i = 0; i < u.Length; i++) gradient[i] *= i == j ? T.Const(2) * slope * u[j] : value;
            product *= value;
        }
        return product;
    }

    [MethodImpl(AggressiveInlining)]
    private static T Square<T>(ReadOnlySpan<T> u) where T : struct, IReal<T>
    {
        T q = u[0] * u[0];
        for (int j = 1; j < u.Length; j++) q = T.Fma(u[j], u[j], q);
        return q;
    }
}
