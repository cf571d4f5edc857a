using System.Runtime.CompilerServices;
using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// What is done to a sum while it is still in a register, before it is stored. A pass over the stored rows would cost
/// about 2 % of a 64-wide layer each.
/// </summary>
internal unsafe interface IEpilogue<O, V> where O : struct, ISimd<V> where V : struct
{
    /// <summary>The number to store.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="other">The number at the same place of a second matrix.</param>
    static abstract V Apply(V sum, float* other);
}

/// <summary>The sum itself.</summary>
internal readonly unsafe struct Plain<O, V> : IEpilogue<O, V> where O : struct, ISimd<V> where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V sum, float* other) => sum;
}

/// <summary>ReLU of the sum.</summary>
internal readonly unsafe struct Rectified<O, V> : IEpilogue<O, V> where O : struct, ISimd<V> where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V sum, float* other) => O.Rectify(sum);
}

/// <summary>The sum where ReLU let its value through: the backward pass of <see cref="Rectified{O, V}"/>.</summary>
internal readonly unsafe struct WherePositive<O, V> : IEpilogue<O, V> where O : struct, ISimd<V> where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V sum, float* other) => O.SelectPositive(O.Load(other), sum);
}

/// <summary>The sum times a stored slope: the backward pass of every activation that keeps its slope.</summary>
internal readonly unsafe struct TimesSlope<O, V> : IEpilogue<O, V> where O : struct, ISimd<V> where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V sum, float* other) => O.Scale(sum, O.Load(other));
}

/// <summary>Names the epilogues.</summary>
internal enum Epilogue
{
    /// <summary><see cref="Plain{O, V}"/>.</summary>
    Plain,

    /// <summary><see cref="Rectified{O, V}"/>.</summary>
    Rectified,

    /// <summary><see cref="WherePositive{O, V}"/>.</summary>
    WherePositive,

    /// <summary><see cref="TimesSlope{O, V}"/>.</summary>
    TimesSlope,
}
