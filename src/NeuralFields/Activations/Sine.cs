using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>sin ω₀z (Sitzmann et al. 2020, SIREN).</summary>
/// <param name="Omega0">Angular frequency.</param>
public readonly record struct Sine(double Omega0 = 30) : IActivation<Sine>
{
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
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T> => T.Sin(T.Setting(Omega0) * z);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T> => T.Setting(Omega0) * T.Cos(T.Setting(Omega0) * z);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T> => T.Setting(-Omega0 * Omega0) * T.Sin(T.Setting(Omega0) * z);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T>
    {
        (T sin, T cos) = T.SinCos(T.Setting(Omega0) * z);
        return (sin, T.Setting(Omega0) * cos);
    }
}
