using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.RadialBases;

/// <summary>q·ln(q)/2 = r²·ln r: grows with the distance, so it wants neighbours.</summary>
public readonly record struct ThinPlate : IRadialKernel<ThinPlate>
{
    /// <inheritdoc/>
    public static string Name => "ThinPlate";

    /// <inheritdoc/>
    public static string Summary => "q ln(q) / 2";

    /// <inheritdoc/>
    public static ThinPlate Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T q) where T : struct, IReal<T> => ValueAndSlope(q).Value;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T q) where T : struct, IReal<T>
    {
        T log = T.Log(T.Max(T.Const(RadialKernel.SmallestSquare), q));
        return (T.Const(0.5) * q * log, T.Const(0.5) * (log + T.Const(1)));
    }
}
