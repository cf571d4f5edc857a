using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>e^z, and its tangent beyond z = 15: a density that can neither overflow nor have an endless slope.</summary>
/// <remarks>The slope is that of instant-ngp's and torch-ngp's densities, whose values overflow.</remarks>
public readonly record struct SafeExponential : IActivation<SafeExponential>
{
    private const double Bend = 15;

    /// <inheritdoc/>
    public static string Name => "SafeExponential";

    /// <inheritdoc/>
    public static string Summary => "exp(z), for z > 15 its tangent there";

    /// <inheritdoc/>
    public static ReadOnlySpan<double> Kinks => KinkList;

    private static readonly double[] KinkList = [Bend];

    /// <inheritdoc/>
    public static SafeExponential Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T> => ValueAndSlope(z).Value;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T> => T.Exp(T.Min(T.Const(Bend), z));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T> => T.IfLess(T.Const(Bend), z, T.Const(0), Slope(z));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T>
    {
        T slope = Slope(z);
        return (T.Fma(slope, T.Max(T.Const(0), z - T.Const(Bend)), slope), slope);
    }
}
