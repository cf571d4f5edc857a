using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>ln(1 + e^βz)/β in the form that cannot overflow. In float it is 0 for βz below about −17.</summary>
/// <param name="Beta">Sharpness of the bend.</param>
public readonly record struct Softplus(double Beta = 1) : IActivation<Softplus>
{
    private static readonly Constant s_negligible = 40;

    private readonly Constant _beta = Beta, _inverse = 1 / Beta;

    /// <summary>The function with its default constants.</summary>
    public Softplus() : this(1) { }

    /// <inheritdoc/>
    public static string Name => "Softplus";

    /// <inheritdoc/>
    public static string Summary => "ln(1 + exp(beta z)) / beta";

    /// <inheritdoc/>
    public static ReadOnlySpan<FormulaConstant> Constants => ConstantList;

    private static readonly FormulaConstant[] ConstantList = [new("beta", 1, "Sharpness of the bend")];

    /// <inheritdoc/>
    public static Softplus Create(ReadOnlySpan<double> constants) => new(constants[0]);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T> => ValueAndSlope(z).Value;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T>
    {
        T x = T.Const(_beta) * z, e = Tail(x);
        return T.IfLess(x, T.Const(0), e, T.Const(1)) / (T.Const(1) + e);
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T>
    {
        T e = Tail(T.Const(_beta) * z), sum = T.Const(1) + e;
        return T.Const(_beta) * e / (sum * sum);
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T>
    {
        T x = T.Const(_beta) * z, e = Tail(x), sum = T.Const(1) + e;
        T value = (T.Max(T.Const(0), x) + T.Log(sum)) * T.Const(_inverse);
        return (value, T.IfLess(x, T.Const(0), e, T.Const(1)) / sum);
    }

    /// <summary>
    /// e^−|x|, 0 beyond 40. Smaller slopes teach nothing, but their products are denormal, which some processors take
    /// a hundred times as long for: a network of 128×4 with β = 100 trained at a tenth of its speed.
    /// </summary>
    [MethodImpl(AggressiveInlining)]
    private static T Tail<T>(T x) where T : struct, IReal<T>
        => T.IfLess(T.Abs(x), T.Const(s_negligible), T.Exp(-T.Abs(x)), T.Const(0));
}
