using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>
/// (X + √(X² + 4)) / 2b with X = bz, the root taken without cancellation (Barron 2021; scaling of tiny-cuda-nn).
/// </summary>
/// <param name="B">Sharpness of the bend.</param>
public readonly record struct Squareplus(double B = 10) : IActivation<Squareplus>
{
    private readonly Constant _b = B, _half = 0.5 / B;

    /// <summary>The function with its default constants.</summary>
    public Squareplus() : this(10) { }

    /// <inheritdoc/>
    public static string Name => "Squareplus";

    /// <inheritdoc/>
    public static string Summary => "(X + sqrt(X^2 + 4)) / (2 b), X = b z";

    /// <inheritdoc/>
    public static ReadOnlySpan<FormulaConstant> Constants => ConstantList;

    private static readonly FormulaConstant[] ConstantList = [new("b", 10, "Sharpness of the bend")];

    /// <inheritdoc/>
    public static Squareplus Create(ReadOnlySpan<double> constants) => new(constants[0]);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T> => ValueAndSlope(z).Value;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T> => ValueAndSlope(z).Slope;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T>
    {
        T x = T.Const(_b) * z, square = T.Fma(x, x, T.Const(4));
        return T.Const(2 * B) / (square * T.Sqrt(square));
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T>
    {
        T x = T.Const(_b) * z, root = T.Sqrt(T.Fma(x, x, T.Const(4)));
        T large = T.Abs(x) + root, sum = T.IfLess(x, T.Const(0), T.Const(4) / large, large);
        return (sum * T.Const(_half), T.Const(0.5) * sum / root);
    }
}
