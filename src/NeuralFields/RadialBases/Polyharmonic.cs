using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.RadialBases;

/// <summary>rᵖ with r = √q: grows with the distance, so it wants neighbours.</summary>
/// <param name="Power">Exponent p; odd ones are the splines.</param>
public readonly record struct Polyharmonic(double Power = 1) : IRadialKernel<Polyharmonic>
{
    /// <summary>The function with its default constant.</summary>
    public Polyharmonic() : this(1) { }

    /// <inheritdoc/>
    public static string Name => "Polyharmonic";

    /// <inheritdoc/>
    public static string Summary => "r^power with r = sqrt q";

    /// <inheritdoc/>
    public static ReadOnlySpan<FormulaConstant> Constants => ConstantList;

    private static readonly FormulaConstant[] ConstantList = [new("power", 1, "Exponent of the distance")];

    /// <inheritdoc/>
    public static Polyharmonic Create(ReadOnlySpan<double> constants) => new(constants[0]);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T q) where T : struct, IReal<T> => ValueAndSlope(q).Value;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T q) where T : struct, IReal<T>
    {
        T square = T.Max(T.Const(RadialKernel.SmallestSquare), q);
        T value = T.Exp(T.Const(Power / 2) * T.Log(square));
        return (value, T.Const(Power / 2) * value / square);
    }
}
