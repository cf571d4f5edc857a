using NeuralFields.Codegen;
using NeuralFields.Descriptions;
using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

/// <summary>The coordinates themselves, y = scale·x + offset.</summary>
public sealed record Identity : Encoding
{
    /// <summary>The factor.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>What is added.</summary>
    public double Offset { get; init; }

    /// <summary>Keys of scene files.</summary>
    public static Schema<Encoding, Identity> Schema { get; } = new(
        "Identity", "scale·x + offset.", new Identity(),
        Key.Number<Identity>("scale", e => e.Scale, (e, v) => e with { Scale = v }, "factor", -1e6, 1e6),
        Key.Number<Identity>("offset", e => e.Offset, (e, v) => e with { Offset = v }, "what is added", -1e6, 1e6));

    /// <inheritdoc/>
    public override int OutputCount(int inputs) => inputs;

    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, int firstParameter, Span<Expr> y) => Formula.Encode(x, y);

    /// <inheritdoc/>
    public override void AddParts(ICollection<EncodingPart> parts, Range inputs, int firstOutput, int firstParameter)
        => AddFormula(parts, inputs, firstOutput, firstParameter, Formula);

    private IdentityFormula Formula => new(Scale, Offset);
}

/// <summary>y = scale·x + offset.</summary>
/// <param name="Scale">The factor.</param>
/// <param name="Offset">What is added.</param>
public readonly record struct IdentityFormula(double Scale, double Offset) : IPointwiseFormula
{
    /// <inheritdoc/>
    public void Encode<T>(ReadOnlySpan<T> x, Span<T> y) where T : struct, IReal<T>
    {
        T scale = T.Const(Scale), offset = T.Const(Offset);
        for (int d = 0; d < x.Length; d++) y[d] = T.Fma(scale, x[d], offset);
    }

    /// <inheritdoc/>
    public void InputGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) where T : struct, IReal<T>
    {
        T scale = T.Const(Scale);
        for (int d = 0; d < x.Length; d++) dx[d] = T.Fma(scale, dy[d], dx[d]);
    }
}
