using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Numerics;

/// <summary>
/// A number with its derivative along one direction: any formula over <see cref="IReal{T}"/>, given these, computes
/// its own directional derivative beside its value.
/// </summary>
/// <remarks>Where a function has a kink the derivative is that of one side.</remarks>
/// <typeparam name="T">The numbers.</typeparam>
/// <param name="Value">The number.</param>
/// <param name="Slope">Its derivative.</param>
public readonly record struct Dual<T>(T Value, T Slope) : IReal<Dual<T>> where T : struct, IReal<T>
{
    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> Const(Constant value) => new(T.Const(value), T.Const(0));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> operator +(Dual<T> a, Dual<T> b) => new(a.Value + b.Value, a.Slope + b.Slope);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> operator -(Dual<T> a, Dual<T> b) => new(a.Value - b.Value, a.Slope - b.Slope);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> operator *(Dual<T> a, Dual<T> b)
        => new(a.Value * b.Value, T.Fma(a.Slope, b.Value, a.Value * b.Slope));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> operator /(Dual<T> a, Dual<T> b)
    {
        T quotient = a.Value / b.Value;
        return new(quotient, (a.Slope - (quotient * b.Slope)) / b.Value);
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> operator -(Dual<T> a) => new(-a.Value, -a.Slope);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> Fma(Dual<T> a, Dual<T> b, Dual<T> c)
        => new(T.Fma(a.Value, b.Value, c.Value), T.Fma(a.Slope, b.Value, T.Fma(a.Value, b.Slope, c.Slope)));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> Min(Dual<T> a, Dual<T> b)
        => new(T.Min(a.Value, b.Value), T.IfLess(a.Value, b.Value, a.Slope, b.Slope));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> Max(Dual<T> a, Dual<T> b)
        => new(T.Max(a.Value, b.Value), T.IfLess(a.Value, b.Value, b.Slope, a.Slope));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> Abs(Dual<T> a) => new(T.Abs(a.Value), T.Sign(a.Value) * a.Slope);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> Floor(Dual<T> a) => new(T.Floor(a.Value), T.Const(0));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> Sign(Dual<T> a) => new(T.Sign(a.Value), T.Const(0));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> Sqrt(Dual<T> a)
    {
        T root = T.Sqrt(a.Value);
        return new(root, T.Const(0.5) * a.Slope / root);
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> Exp(Dual<T> a)
    {
        T value = T.Exp(a.Value);
        return new(value, value * a.Slope);
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> Log(Dual<T> a) => new(T.Log(a.Value), a.Slope / a.Value);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> Sin(Dual<T> a) => SinCos(a).Sin;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> Cos(Dual<T> a) => SinCos(a).Cos;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static (Dual<T> Sin, Dual<T> Cos) SinCos(Dual<T> a)
    {
        (T sin, T cos) = T.SinCos(a.Value);
        return (new(sin, cos * a.Slope), new(cos, -(sin * a.Slope)));
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> Tanh(Dual<T> a)
    {
        T value = T.Tanh(a.Value);
        return new(value, (T.Const(1) - (value * value)) * a.Slope);
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public static Dual<T> IfLess(Dual<T> a, Dual<T> b, Dual<T> then, Dual<T> otherwise) => new(
        T.IfLess(a.Value, b.Value, then.Value, otherwise.Value),
        T.IfLess(a.Value, b.Value, then.Slope, otherwise.Slope));
}
