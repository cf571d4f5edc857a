using NeuralFields.Codegen;
using NeuralFields.Descriptions;
using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

/// <summary>Triangle waves in octaves: 4·|v − ⌊v⌋ − ½| − 1 with v = x·2ᵏ⁻¹ + k/4.</summary>
/// <remarks>Müller et al. 2021, Real-time Neural Radiance Caching; the phase k/4 is tiny-cuda-nn's.</remarks>
public sealed record TriangleWave : Encoding
{
    /// <summary>Octaves per coordinate.</summary>
    public int Frequencies { get; init; } = 12;

    /// <summary>Keys of scene files.</summary>
    public static Schema<Encoding, TriangleWave> Schema { get; } = new(
        "TriangleWave", "4·|v − ⌊v⌋ − ½| − 1 with v = x·2ᵏ⁻¹ + k/4 for k = 0 … n_frequencies−1, per coordinate.",
        new TriangleWave(),
        Key.Int<TriangleWave>("n_frequencies", e => e.Frequencies, (e, v) => e with { Frequencies = v },
            "octaves per coordinate", 1, 24));

    /// <inheritdoc/>
    public override int OutputCount(int inputs) => Frequencies * inputs;

    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, int firstParameter, Span<Expr> y) => Formula.Encode(x, y);

    /// <inheritdoc/>
    public override void AddParts(ICollection<EncodingPart> parts, Range inputs, int firstOutput, int firstParameter)
        => AddFormula(parts, inputs, firstOutput, firstParameter, Formula);

    private TriangleWaveFormula Formula => new(Frequencies);
}

/// <summary>y = 4·|v − ⌊v⌋ − ½| − 1 with v = x·2ᵏ⁻¹ + k/4.</summary>
/// <param name="Frequencies">Octaves per coordinate.</param>
public readonly record struct TriangleWaveFormula(int Frequencies) : IPointwiseFormula
{
    /// <inheritdoc/>
    public void Encode<T>(ReadOnlySpan<T> x, Span<T> y) where T : struct, IReal<T>
    {
        for (int d = 0, i = 0; d < x.Length; d++)
            for (int k = 0; k < Frequencies; k++, i++)
                y[i] = T.Fma(T.Const(4), T.Abs(Centered(x[d], k)), T.Const(-1));
    }

    /// <inheritdoc/>
    public void InputGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) where T : struct, IReal<T>
    {
        for (int d = 0, i = 0; d < x.Length; d++)
            for (int k = 0; k < Frequencies; k++, i++)
                dx[d] = T.Fma(T.Const(4 * Cycles(k)) * T.Sign(Centered(x[d], k)), dy[i], dx[d]);
    }

    private static T Centered<T>(T x, int k) where T : struct, IReal<T>
    {
        T v = T.Fma(x, T.Const(Cycles(k)), T.Const(k / 4.0));
        return v - T.Floor(v) - T.Const(0.5);
    }

    private static double Cycles(int k) => (1L << k) / 2.0;
}
