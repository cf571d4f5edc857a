using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using NeuralFields.Parameters;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>sin ω₀z (Sitzmann et al. 2020, SIREN).</summary>
/// <param name="Omega0">Angular frequency.</param>
public readonly record struct Sine(double Omega0 = 30) : IActivation<Sine>
{
    private readonly Constant _omega = Omega0, _curvature = -Omega0 * Omega0;

    /// <summary>The function with its default constants.</summary>
    public Sine() : this(30) { }

    /// <inheritdoc/>
    public static string Name => "Sine";

    /// <inheritdoc/>
    public static string Summary => "sin(omega_0 z)";

    /// <inheritdoc/>
    public static ReadOnlySpan<FormulaConstant> Constants => ConstantList;

    private static readonly FormulaConstant[] ConstantList = [new("omega_0", 30, "Angular frequency")];

    /// <inheritdoc/>
    public static Sine Create(ReadOnlySpan<double> constants) => new(constants[0]);

    /// <inheritdoc/>
    /// <remarks>Sitzmann et al. 2020: first layer U(±1/n), others U(±√(6/n)/ω₀); biases as in PyTorch.</remarks>
    public (Distribution Weights, Distribution Biases) InitialValues(bool isFirst, int fanIn, int fanOut)
        => (Distribution.Uniform(isFirst ? 1.0 / fanIn : Math.Sqrt(6.0 / fanIn) / Omega0),
            Distribution.Uniform(1 / Math.Sqrt(fanIn)));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T> => T.Sin(T.Const(_omega) * z);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T> => T.Const(_omega) * T.Cos(T.Const(_omega) * z);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T> => T.Const(_curvature) * T.Sin(T.Const(_omega) * z);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T>
    {
        (T sin, T cos) = T.SinCos(T.Const(_omega) * z);
        return (sin, T.Const(_omega) * cos);
    }
}
