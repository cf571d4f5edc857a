using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using NeuralFields.Parameters;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>
/// sin(ω₀(|z| + 1)z) with its true derivative (Liu et al. 2024, FINER; the released code holds |z| + 1 constant).
/// </summary>
/// <param name="Omega0">Angular frequency.</param>
public readonly record struct Finer(double Omega0 = 30) : IActivation<Finer>
{
    private readonly Constant _omega = Omega0, _twice = 2 * Omega0;

    /// <summary>The function with its default constants.</summary>
    public Finer() : this(30) { }

    /// <inheritdoc/>
    public static string Name => "Finer";

    /// <inheritdoc/>
    public static string Summary => "sin(omega_0 (|z| + 1) z)";

    /// <inheritdoc/>
    public static ReadOnlySpan<FormulaConstant> Constants => ConstantList;

    /// <inheritdoc/>
    public static ReadOnlySpan<double> Kinks => [0];

    private static readonly FormulaConstant[] ConstantList = [new("omega_0", 30, "Angular frequency")];

    /// <inheritdoc/>
    public static Finer Create(ReadOnlySpan<double> constants) => new(constants[0]);

    /// <inheritdoc/>
    /// <remarks>Sitzmann et al. 2020: first layer U(±1/n), others U(±√(6/n)/ω₀); biases as in PyTorch.</remarks>
    public (Distribution Weights, Distribution Biases) InitialValues(bool isFirst, int fanIn, int fanOut)
        => (Distribution.Uniform(isFirst ? 1.0 / fanIn : Math.Sqrt(6.0 / fanIn) / Omega0),
            Distribution.Uniform(1 / Math.Sqrt(fanIn)));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T> => T.Sin(Angle(z));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T> =>
        T.Const(_omega) * T.Fma(T.Const(2), T.Abs(z), T.Const(1)) * T.Cos(Angle(z));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T>
    {
        (T sin, T cos) = T.SinCos(Angle(z));
        T rate = T.Const(_omega) * T.Fma(T.Const(2), T.Abs(z), T.Const(1));
        return T.Const(_twice) * T.Sign(z) * cos - rate * rate * sin;
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T>
    {
        (T sin, T cos) = T.SinCos(Angle(z));
        return (sin, T.Const(_omega) * T.Fma(T.Const(2), T.Abs(z), T.Const(1)) * cos);
    }

    [MethodImpl(AggressiveInlining)]
    private T Angle<T>(T z) where T : struct, IReal<T> =>
        T.Const(_omega) * (T.Abs(z) + T.Const(1)) * z;
}
