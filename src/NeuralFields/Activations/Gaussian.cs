using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using NeuralFields.Parameters;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>exp(−(sz)²) (Ramasinghe and Lucey 2022, Beyond Periodicity).</summary>
/// <param name="Scale">Inverse width s.</param>
public readonly record struct Gaussian(double Scale = 30) : IActivation<Gaussian>
{
    private readonly Constant _exponent = -Scale * Scale, _slope = -2 * Scale * Scale;

    /// <summary>The function with its default constants.</summary>
    public Gaussian() : this(30) { }

    /// <inheritdoc/>
    public static string Name => "Gaussian";

    /// <inheritdoc/>
    public static string Summary => "exp(-(scale z)^2)";

    /// <inheritdoc/>
    public static ReadOnlySpan<FormulaConstant> Constants => ConstantList;

    private static readonly FormulaConstant[] ConstantList = [new("scale", 30, "Inverse width s")];

    /// <inheritdoc/>
    public static Gaussian Create(ReadOnlySpan<double> constants) => new(constants[0]);

    /// <inheritdoc/>
    /// <remarks>PyTorch's default for linear layers, which the published runs used.</remarks>
    public (Distribution Weights, Distribution Biases) InitialValues(bool isFirst, int fanIn, int fanOut)
        => (Distribution.Uniform(1 / Math.Sqrt(fanIn)), Distribution.Uniform(1 / Math.Sqrt(fanIn)));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T> => T.Exp(T.Const(_exponent) * (z * z));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T> => ValueAndSlope(z).Slope;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T> =>
        T.Fma(z * z, T.Const(4 * Scale * Scale * Scale * Scale), T.Const(_slope)) * Value(z);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T>
    {
        T value = Value(z);
        return (value, T.Const(_slope) * z * value);
    }
}
