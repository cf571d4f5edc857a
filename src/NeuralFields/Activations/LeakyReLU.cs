using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>z above 0, leak·z below.</summary>
/// <param name="Leak">Slope of the negative side.</param>
public readonly record struct LeakyReLU(double Leak = 0.01) : IActivation<LeakyReLU>
{
    private readonly Constant _leak = Leak;

    /// <summary>The function with its default constants.</summary>
    public LeakyReLU() : this(0.01) { }

    /// <inheritdoc/>
    public static string Name => "LeakyReLU";

    /// <inheritdoc/>
    public static string Summary => "z above 0, leak z below";

    /// <inheritdoc/>
    public static ReadOnlySpan<FormulaConstant> Constants => ConstantList;

    /// <inheritdoc/>
    public static bool SlopeOfValue => true;

    /// <inheritdoc/>
    public static ReadOnlySpan<double> Kinks => [0];

    private static readonly FormulaConstant[] ConstantList = [new("leak", 0.01, "Slope of the negative side")];

    /// <inheritdoc/>
    public static LeakyReLU Create(ReadOnlySpan<double> constants) => new(constants[0]);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T> => T.IfLess(z, T.Const(0), T.Const(_leak) * z, z);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T> => T.IfLess(T.Const(0), z, T.Const(1), T.Const(_leak));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T> => T.Const(0);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T> => (Value(z), Slope(z));
}
