using NeuralFields.Codegen;
using NeuralFields.Descriptions;
using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

/// <summary>
/// A soft one-hot code: a bump one bin wide at x, integrated over the bins of [0, 1], which is closed to a circle.
/// </summary>
/// <remarks>Müller et al. 2019, Neural Importance Sampling, sec. 4.3, with tiny-cuda-nn's quartic bump.</remarks>
public sealed record OneBlob : Encoding
{
    /// <summary>Bins per coordinate.</summary>
    public int Bins { get; init; } = 16;

    /// <summary>Keys of scene files.</summary>
    public static Schema<Encoding, OneBlob> Schema { get; } = new(
        "OneBlob", "A bump one bin wide at x, integrated over n_bins bins of [0, 1] as a circle.", new OneBlob(),
        Key.Int<OneBlob>("n_bins", e => e.Bins, (e, v) => e with { Bins = v }, "bins per coordinate", 1, 256));

    /// <inheritdoc/>
    public override int OutputCount(int inputs) => Bins * inputs;

    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, int firstParameter, Span<Expr> y) => Formula.Encode(x, y);

    /// <inheritdoc/>
    public override void AddParts(ICollection<EncodingPart> parts, Range inputs, int firstOutput, int firstParameter)
        => AddFormula(parts, inputs, firstOutput, firstParameter, Formula);

    private OneBlobFormula Formula => new(Bins);
}

/// <summary>
/// yᵢ = C((i+1)/bins) − C(i/bins), C(t) = Σ over s ∈ {−1, 0, 1} of K((t − x + s)·bins), with the cumulative quartic
/// kernel K(u) = 15/16·u·(1 − 2/3·u² + 1/5·u⁴) + 1/2 on [−1, 1].
/// </summary>
/// <param name="Bins">Bins per coordinate.</param>
public readonly record struct OneBlobFormula(int Bins) : IPointwiseFormula
{
    /// <inheritdoc/>
    public void Encode<T>(ReadOnlySpan<T> x, Span<T> y) where T : struct, IReal<T>
    {
        for (int d = 0; d < x.Length; d++)
        {
            T before = Sum(0, x[d], slope: false);
            for (int i = 0; i < Bins; i++)
            {
                T after = Sum(i + 1, x[d], slope: false);
                y[(d * Bins) + i] = after - before;
                before = after;
            }
        }
    }

    /// <inheritdoc/>
    public void InputGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) where T : struct, IReal<T>
    {
        for (int d = 0; d < x.Length; d++)
        {
            T before = Sum(0, x[d], slope: true), sum = T.Const(0);
            for (int i = 0; i < Bins; i++)
            {
                T after = Sum(i + 1, x[d], slope: true);
                sum = T.Fma(after - before, dy[(d * Bins) + i], sum);
                before = after;
            }
            dx[d] = T.Fma(T.Const(-Bins), sum, dx[d]);
        }
    }

    // C, or without the factor −bins its slope, at the lower edge of a bin.
    private T Sum<T>(int edge, T x, bool slope) where T : struct, IReal<T>
    {
        T sum = T.Const(0), center = x * T.Const(Bins);
        for (int s = -1; s <= 1; s++)
        {
            // Clamped to the kernel's support: K is flat outside.
            T u = T.Max(T.Const(-1), T.Min(T.Const(1), T.Const(edge + (s * Bins)) - center));
            T square = u * u, rest = T.Const(1) - square;
            sum += slope
                ? T.Const(15.0 / 16) * rest * rest
                : T.Const(15.0 / 16) * u * (T.Const(1) + (square * (T.Const(-2.0 / 3) + (T.Const(0.2) * square))));
        }
        return sum;
    }
}
