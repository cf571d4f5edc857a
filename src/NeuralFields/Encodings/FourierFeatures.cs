using System.Collections.Immutable;
using NeuralFields.Codegen;
using NeuralFields.Descriptions;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Encodings;

/// <summary>Gaussian Fourier features [cos 2πBx, sin 2πBx] with a fixed random matrix B.</summary>
/// <remarks>
/// Tancik et al. 2020, Fourier Features Let Networks Learn High Frequency Functions, eq. 5. Meant for [0, 1].
/// </remarks>
public sealed record FourierFeatures : Encoding
{
    /// <summary>Rows of B; there are twice as many outputs.</summary>
    public int Features { get; init; } = 256;

    /// <summary>The standard deviation of B's entries, in cycles per unit.</summary>
    public double Sigma { get; init; } = 10;

    /// <summary>Keys of scene files.</summary>
    public static Schema<Encoding, FourierFeatures> Schema { get; } = new(
        "FourierFeatures", "[cos 2πBx, sin 2πBx], B drawn from N(0, sigma²) and never trained.", new FourierFeatures(),
        Key.Int<FourierFeatures>("n_features", e => e.Features, (e, v) => e with { Features = v },
            "rows of B; twice as many outputs", 1, 1024),
        Key.Number<FourierFeatures>("sigma", e => e.Sigma, (e, v) => e with { Sigma = v },
            "standard deviation of B, in cycles per unit", 1e-6, 1e6));

    /// <inheritdoc/>
    public override int OutputCount(int inputs) => 2 * Features;

    /// <inheritdoc/>
    public override void Declare(ParameterDeclarations into, int inputs)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.Add("frequencies", ParameterRole.Constant, Distribution.Gaussian(Sigma), Features, inputs);
    }

    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, int firstParameter, Span<Expr> y)
        => new FourierPart(0, x.Length, 0, y.Length, firstParameter).Lower(x, y);

    /// <inheritdoc/>
    public override void AddParts(ICollection<EncodingPart> parts, Range inputs, int firstOutput, int firstParameter)
    {
        ArgumentNullException.ThrowIfNull(parts);
        int first = inputs.Start.Value, count = inputs.End.Value - first;
        parts.Add(new FourierPart(first, count, firstOutput, OutputCount(count), firstParameter));
    }
}

/// <summary>Fourier features as a part; the frequencies are read from the parameters when the kernel is made.</summary>
public sealed record FourierPart(int FirstInput, int InputCount, int FirstOutput, int OutputCount, int FirstParameter)
    : PointwisePart(FirstInput, InputCount, FirstOutput, OutputCount, FirstParameter)
{
    /// <inheritdoc/>
    public override PointwiseKernel Kernel(LaneWidth width, ReadOnlySpan<float> parameters)
        => PointwiseKernel.Of(
            new FourierFormula([.. parameters.Slice(FirstParameter, OutputCount / 2 * InputCount)]),
            width, InputCount, OutputCount);

    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, Span<Expr> y)
    {
        int features = OutputCount / 2;
        for (int i = 0; i < features; i++) (y[features + i], y[i]) = FourierRow.Encode(Frequencies(i), x);
    }

    /// <inheritdoc/>
    public override void LowerInputGradient(ReadOnlySpan<Expr> x, ReadOnlySpan<Expr> dy, Span<Expr> dx)
    {
        int features = OutputCount / 2;
        for (int i = 0; i < features; i++)
            FourierRow.InputGradient(Frequencies(i), x, dy[i], dy[features + i], dx);
    }

    /// <inheritdoc/>
    public override void LowerTangent(ReadOnlySpan<Dual<Expr>> x, Span<Dual<Expr>> y)
    {
        int features = OutputCount / 2;
        for (int i = 0; i < features; i++)
            (y[features + i], y[i]) = FourierRow.Encode(
                [.. Frequencies(i).Select(b => new Dual<Expr>(b, Expr.Const(0)))], x);
    }

    private Expr[] Frequencies(int row)
        => [.. Enumerable.Range(FirstParameter + (row * InputCount), InputCount)
            .Select(i => ExprGraph.Current.Load((uint)i))];
}

/// <summary>One row of Fourier features, for text that loops over them.</summary>
public static class FourierRow
{
    /// <summary>sin 2πb·x and cos 2πb·x.</summary>
    /// <param name="frequencies">[inputs] the row b of the matrix.</param>
    /// <param name="x">[inputs] coordinates.</param>
    public static (T Sin, T Cos) Encode<T>(ReadOnlySpan<T> frequencies, ReadOnlySpan<T> x) where T : struct, IReal<T>
        => Phase.SinCos(Cycles(frequencies, x));

    /// <summary>Adds ∂L/∂x.</summary>
    /// <param name="frequencies">[inputs] the row b of the matrix.</param>
    /// <param name="x">[inputs] coordinates.</param>
    /// <param name="dCos">The gradient of the cosine.</param>
    /// <param name="dSin">The gradient of the sine.</param>
    /// <param name="dx">[inputs] gradient of the coordinates, added to.</param>
    public static void InputGradient<T>(
        ReadOnlySpan<T> frequencies, ReadOnlySpan<T> x, T dCos, T dSin, Span<T> dx) where T : struct, IReal<T>
    {
        T slope = Slope(Cycles(frequencies, x), dCos, dSin);
        for (int d = 0; d < x.Length; d++) dx[d] = T.Fma(frequencies[d], slope, dx[d]);
    }

    /// <summary>The gradient of the full turns b·x.</summary>
    internal static T Slope<T>(T cycles, T dCos, T dSin) where T : struct, IReal<T>
    {
        (T sin, T cos) = Phase.SinCos(cycles);
        return ((cos * dSin) - (sin * dCos)) * T.Const(2 * Math.PI);
    }

    private static T Cycles<T>(ReadOnlySpan<T> frequencies, ReadOnlySpan<T> x) where T : struct, IReal<T>
    {
        T cycles = T.Const(0);
        for (int d = 0; d < x.Length; d++) cycles = T.Fma(frequencies[d], x[d], cycles);
        return cycles;
    }
}

/// <summary>y = [cos 2πBx, sin 2πBx].</summary>
/// <param name="Frequencies">[features, inputs] B, row by row.</param>
public readonly record struct FourierFormula(ImmutableArray<float> Frequencies) : IPointwiseFormula
{
    /// <inheritdoc/>
    public void Encode<T>(ReadOnlySpan<T> x, Span<T> y) where T : struct, IReal<T>
    {
        int features = y.Length / 2;
        for (int i = 0; i < features; i++) (y[features + i], y[i]) = Phase.SinCos(Cycles(x, i));
    }

    /// <inheritdoc/>
    public void InputGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) where T : struct, IReal<T>
    {
        int features = dy.Length / 2;
        for (int i = 0; i < features; i++)
        {
            T slope = FourierRow.Slope(Cycles(x, i), dy[i], dy[features + i]);
            for (int d = 0; d < x.Length; d++) dx[d] = T.Fma(T.Const(Frequencies[(i * x.Length) + d]), slope, dx[d]);
        }
    }

    private T Cycles<T>(ReadOnlySpan<T> x, int row) where T : struct, IReal<T>
    {
        T cycles = T.Const(0);
        for (int d = 0; d < x.Length; d++) cycles = T.Fma(T.Const(Frequencies[(row * x.Length) + d]), x[d], cycles);
        return cycles;
    }
}
