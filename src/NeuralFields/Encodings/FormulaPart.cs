using NeuralFields.Codegen;
using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

/// <summary>A part that is one formula without parameters.</summary>
/// <typeparam name="TFormula">The formula.</typeparam>
public sealed record FormulaPart<TFormula>(
    int FirstInput, int InputCount, int FirstOutput, int OutputCount, int FirstParameter, TFormula Formula)
    : PointwisePart(FirstInput, InputCount, FirstOutput, OutputCount, FirstParameter)
    where TFormula : struct, IPointwiseFormula
{
    /// <inheritdoc/>
    public override PointwiseKernel Kernel(LaneWidth width, ReadOnlySpan<float> parameters)
        => PointwiseKernel.Of(Formula, width, InputCount, OutputCount);

    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, Span<Expr> y) => Formula.Encode(x, y);

    /// <inheritdoc/>
    public override void LowerInputGradient(ReadOnlySpan<Expr> x, ReadOnlySpan<Expr> dy, Span<Expr> dx)
        => Formula.InputGradient(x, dy, dx);

    /// <inheritdoc/>
    public override void LowerTangent(ReadOnlySpan<Dual<Expr>> x, Span<Dual<Expr>> y) => Formula.Encode(x, y);
}
