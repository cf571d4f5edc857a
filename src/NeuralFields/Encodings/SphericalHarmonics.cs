using NeuralFields.Codegen;
using NeuralFields.Descriptions;
using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

/// <summary>Real spherical harmonics of a direction given as (d + 1)/2, whose coordinates lie in [0, 1].</summary>
/// <remarks>
/// With the Condon–Shortley sign, at index l² + l + m; polynomials in the coordinates, as in tiny-cuda-nn. The
/// recurrences are those of Sloan 2008, Stupid Spherical Harmonics Tricks, appendix A1.
/// </remarks>
public sealed record SphericalHarmonics : Encoding
{
    /// <summary>Bands: l = 0 … degree−1.</summary>
    public int Degree { get; init; } = 4;

    /// <summary>Keys of scene files.</summary>
    public static Schema<Encoding, SphericalHarmonics> Schema { get; } = new(
        "SphericalHarmonics", "Real spherical harmonics of the direction 2x − 1, bands 0 … degree−1.",
        new SphericalHarmonics(),
        Key.Int<SphericalHarmonics>("degree", e => e.Degree, (e, v) => e with { Degree = v }, "bands; degree² outputs",
            1, SphericalHarmonicsFormula.MaxDegree));

    /// <inheritdoc/>
    public override int OutputCount(int inputs)
        => inputs == 3
            ? Degree * Degree
            : throw new InputException(
                $"SphericalHarmonics takes a direction of 3 coordinates, got {inputs}. " +
                "Give it three of them in a Composite (n_dims_to_encode).");

    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, int firstParameter, Span<Expr> y) => Formula.Encode(x, y);

    /// <inheritdoc/>
    public override void AddParts(ICollection<EncodingPart> parts, Range inputs, int firstOutput, int firstParameter)
        => AddFormula(parts, inputs, firstOutput, firstParameter, Formula);

    private SphericalHarmonicsFormula Formula => new(Degree);
}

/// <summary>
/// Y(l, ±m) = √2·N(l,m)·P(l,m)(z)·(Re, Im)(x + iy)ᵐ, where P is the associated Legendre function without its factor
/// (1 − z²)^(m/2): a polynomial, so that nothing is singular at the poles.
/// </summary>
/// <param name="Degree">Bands.</param>
public readonly record struct SphericalHarmonicsFormula(int Degree) : IPointwiseFormula
{
    /// <summary>The most bands.</summary>
    public const int MaxDegree = 8;

    private static readonly double[] Norms = MakeNorms();

    /// <inheritdoc/>
    public void Encode<T>(ReadOnlySpan<T> x, Span<T> y) where T : struct, IReal<T>
    {
        T dx = Direction(x[0]), dy = Direction(x[1]), dz = Direction(x[2]);
        T re = T.Const(1), im = T.Const(0);
        double leading = 1;
        for (int m = 0; m < Degree; m++)
        {
            T before = T.Const(0), p = T.Const(leading);
            for (int l = m; l < Degree; l++)
            {
                T value = p * T.Const(Norms[(l * MaxDegree) + m]);
                y[(l * l) + l + m] = value * re;
                if (m > 0) y[(l * l) + l - m] = value * im;
                (before, p) = (p, Next(l, m, dz, p, before));
            }
            (re, im) = ((dx * re) - (dy * im), (dx * im) + (dy * re));
            leading *= -((2 * m) + 1);
        }
    }

    /// <inheritdoc/>
    public void InputGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) where T : struct, IReal<T>
    {
        T x0 = Direction(x[0]), x1 = Direction(x[1]), z = Direction(x[2]);
        T re = T.Const(1), im = T.Const(0), reBefore = T.Const(0), imBefore = T.Const(0);
        T gx = T.Const(0), gy = T.Const(0), gz = T.Const(0);
        double leading = 1;
        for (int m = 0; m < Degree; m++)
        {
            T before = T.Const(0), p = T.Const(leading), slopeBefore = T.Const(0), slope = T.Const(0);
            T order = T.Const(m);
            for (int l = m; l < Degree; l++)
            {
                T norm = T.Const(Norms[(l * MaxDegree) + m]);
                T gRe = dy[(l * l) + l + m] * norm, gIm = m > 0 ? dy[(l * l) + l - m] * norm : T.Const(0);
                gz += slope * ((gRe * re) + (gIm * im));
                // d(x + iy)ᵐ = m·(x + iy)ᵐ⁻¹·(dx + i·dy)
                gx += order * p * ((gRe * reBefore) + (gIm * imBefore));
                gy += order * p * ((gIm * reBefore) - (gRe * imBefore));
                T nextSlope = Next(l, m, z, slope, slopeBefore) + (p * T.Const(((2 * l) + 1) / (double)(l - m + 1)));
                (slopeBefore, slope) = (slope, nextSlope);
                (before, p) = (p, Next(l, m, z, p, before));
            }
            (reBefore, imBefore) = (re, im);
            (re, im) = ((x0 * re) - (x1 * im), (x0 * im) + (x1 * re));
            leading *= -((2 * m) + 1);
        }
        T two = T.Const(2);
        dx[0] = T.Fma(two, gx, dx[0]);
        dx[1] = T.Fma(two, gy, dx[1]);
        dx[2] = T.Fma(two, gz, dx[2]);
    }

    private static T Direction<T>(T x) where T : struct, IReal<T> => T.Fma(T.Const(2), x, T.Const(-1));

    // P(l+1,m) = ((2l+1)·z·P(l,m) − (l+m)·P(l−1,m)) / (l−m+1)
    private static T Next<T>(int l, int m, T z, T p, T before) where T : struct, IReal<T>
    {
        double divisor = l - m + 1;
        return (T.Const(((2 * l) + 1) / divisor) * z * p) - (T.Const((l + m) / divisor) * before);
    }

    // √2·√((2l+1)/4π · (l−m)!/(l+m)!), without the √2 for m = 0.
    private static double[] MakeNorms()
    {
        double[] norms = new double[MaxDegree * MaxDegree];
        for (int l = 0; l < MaxDegree; l++)
            for (int m = 0; m <= l; m++)
            {
                double ratio = 1;
                for (int k = l - m + 1; k <= l + m; k++) ratio /= k;
                norms[(l * MaxDegree) + m] = Math.Sqrt((m > 0 ? 2 : 1) * ((2 * l) + 1) / (4 * Math.PI) * ratio);
            }
        return norms;
    }
}
