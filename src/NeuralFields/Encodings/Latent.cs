using System.Collections.Immutable;
using NeuralFields.Codegen;
using NeuralFields.Descriptions;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Encodings;

/// <summary>
/// A vector that is the same at all coordinates, such as the look of a photograph. Training of rays learns one per view
/// and leaves their mean here; other training leaves it as it was drawn.
/// </summary>
/// <remarks>
/// Bojanowski et al. 2018, Optimizing the Latent Space of Generative Networks; per photograph in Martin-Brualla et al.
/// 2021, NeRF in the Wild, sec. 4.1.
/// </remarks>
public sealed record Latent : Encoding
{
    /// <summary>Numbers of the vector.</summary>
    public int Features { get; init; } = 16;

    /// <summary>Keys of scene files.</summary>
    public static Schema<Encoding, Latent> Schema { get; } = new(
        "Latent", "A vector that no coordinate changes; training of rays learns one per view and keeps the mean.", new Latent(),
        Key.Int<Latent>("n_features", e => e.Features, (e, v) => e with { Features = v }, "numbers of the vector", 1, 256));

    /// <inheritdoc/>
    public override int OutputCount(int inputs) => Features;

    /// <inheritdoc/>
    public override void Declare(ParameterDeclarations into, int inputs)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.Add("latent", ParameterRole.Constant, Distribution.Uniform(1), Features);
    }

    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, int firstParameter, Span<Expr> y)
        => new LatentPart(0, x.Length, 0, y.Length, firstParameter).Lower(x, y);

    /// <inheritdoc/>
    public override void AddParts(ICollection<EncodingPart> parts, Range inputs, int firstOutput, int firstParameter)
    {
        ArgumentNullException.ThrowIfNull(parts);
        int first = inputs.Start.Value, count = inputs.End.Value - first;
        parts.Add(new LatentPart(first, count, firstOutput, Features, firstParameter));
    }
}

/// <summary>A latent vector as a part; its numbers are read from the parameters when the kernel is made.</summary>
public sealed record LatentPart(int FirstInput, int InputCount, int FirstOutput, int OutputCount, int FirstParameter)
    : PointwisePart(FirstInput, InputCount, FirstOutput, OutputCount, FirstParameter)
{
    /// <inheritdoc/>
    public override PointwiseKernel Kernel(LaneWidth width, ReadOnlySpan<float> parameters)
        => PointwiseKernel.Of(
            new LatentFormula([.. parameters.Slice(FirstParameter, OutputCount)]), width, InputCount, OutputCount);

    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, Span<Expr> y)
    {
        for (int i = 0; i < y.Length; i++) y[i] = ExprGraph.Current.Load((uint)(FirstParameter + i));
    }

    /// <inheritdoc/>
    public override void LowerInputGradient(ReadOnlySpan<Expr> x, ReadOnlySpan<Expr> dy, Span<Expr> dx) { }

    /// <inheritdoc/>
    public override void LowerTangent(ReadOnlySpan<Dual<Expr>> x, Span<Dual<Expr>> y)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = new(ExprGraph.Current.Load((uint)(FirstParameter + i)), Expr.Const(0));
    }
}

/// <summary>y = z, whatever x.</summary>
/// <param name="Values">z.</param>
public readonly record struct LatentFormula(ImmutableArray<float> Values) : IPointwiseFormula
{
    /// <inheritdoc/>
    public void Encode<T>(ReadOnlySpan<T> x, Span<T> y) where T : struct, IReal<T>
    {
        for (int i = 0; i < y.Length; i++) y[i] = T.Const(Values[i]);
    }

    /// <inheritdoc/>
    public void InputGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) where T : struct, IReal<T> { }
}
