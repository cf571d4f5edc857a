using NeuralFields.Codegen;
using NeuralFields.Descriptions;
using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

/// <summary>Sines and cosines in octaves: sin(2ᵏπx), cos(2ᵏπx) for k = 0, 1, …; π is included.</summary>
/// <remarks>
/// Mildenhall et al. 2020, NeRF, eq. 4, in tiny-cuda-nn's order: coordinate by coordinate, pairs low to high.
/// </remarks>
public sealed record Frequency : Encoding
{
    /// <summary>Octaves per coordinate.</summary>
    public int Frequencies { get; init; } = 12;

    /// <summary>Keys of scene files.</summary>
    public static Schema<Encoding, Frequency> Schema { get; } = new(
        "Frequency", "sin(2ᵏπx), cos(2ᵏπx) for k = 0 … n_frequencies−1, per coordinate.", new Frequency(),
        Key.Int<Frequency>("n_frequencies", e => e.Frequencies, (e, v) => e with { Frequencies = v },
            "octaves per coordinate", 1, 24));

    /// <inheritdoc/>
    public override int OutputCount(int inputs) => 2 * Frequencies * inputs;

    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, int firstParameter, Span<Expr> y) => Formula.Encode(x, y);

    /// <inheritdoc/>
    public override void AddParts(ICollection<EncodingPart> parts, Range inputs, int firstOutput, int firstParameter)
        => AddFormula(parts, inputs, firstOutput, firstParameter, Formula);

    private FrequencyFormula Formula => new(Frequencies);
}

/// <summary>y = sin(2ᵏπx), cos(2ᵏπx).</summary>
/// <param name="Frequencies">Octaves per coordinate.</param>
public readonly record struct FrequencyFormula(int Frequencies) : IPointwiseFormula
{
    /// <inheritdoc/>
    public void Encode<T>(ReadOnlySpan<T> x, Span<T> y) where T : struct, IReal<T>
    {
        int i = 0;
        foreach (T coordinate in x)
            for (int k = 0; k < Frequencies; k++, i += 2)
                (y[i], y[i + 1]) = Phase.SinCos(coordinate * T.Const(Cycles(k)));
    }

    /// <inheritdoc/>
    public void InputGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) where T : struct, IReal<T>
    {
        for (int d = 0, i = 0; d < x.Length; d++)
            for (int k = 0; k < Frequencies; k++, i += 2)
            {
                (T sin, T cos) = Phase.SinCos(x[d] * T.Const(Cycles(k)));
                T slope = (cos * dy[i]) - (sin * dy[i + 1]);
                dx[d] = T.Fma(T.Const(2 * Math.PI * Cycles(k)), slope, dx[d]);
            }
    }

    // 2ᵏ·π radians are 2ᵏ⁻¹ cycles: a power of two, by which coordinates are multiplied without rounding.
    private static double Cycles(int k) => (1L << k) / 2.0;
}
