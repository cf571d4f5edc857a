using NeuralFields.Numerics;

namespace NeuralFields.RadialBases;

/// <summary>What a kernel's width may depend on.</summary>
public enum RadialShape
{
    /// <summary>One width in all directions.</summary>
    Isotropic,

    /// <summary>A width for each axis.</summary>
    Diagonal,

    /// <summary>An ellipsoid in any direction.</summary>
    Full,
}

/// <summary>
/// From an offset δ = x − c to one in widths, u = Mᵀδ, where M Mᵀ is the kernel's precision: one inverse width, one for
/// each axis, or the lower triangle of M row by row. Any M stands for a proper ellipsoid, and no system is solved.
/// </summary>
public static class RadialShapes
{
    /// <summary>Numbers of M.</summary>
    public static int Count(this RadialShape shape, int dimensions) => shape switch
    {
        RadialShape.Isotropic => 1,
        RadialShape.Diagonal => dimensions,
        _ => dimensions * (dimensions + 1) / 2,
    };

    /// <summary>Numbers of M that are inverse widths: its diagonal.</summary>
    public static int Widths(this RadialShape shape, int dimensions) => shape == RadialShape.Isotropic ? 1 : dimensions;

    /// <summary>Where an inverse width stands in M.</summary>
    public static int WidthEntry(this RadialShape shape, int width) => shape == RadialShape.Full ? Entry(width, width) : width;

    /// <summary>u = Mᵀδ.</summary>
    /// <param name="shape">What M holds.</param>
    /// <param name="factor">[Count] M.</param>
    /// <param name="offset">[dimensions] δ.</param>
    /// <param name="u">[dimensions] receives u.</param>
    public static void ToWidths<T>(this RadialShape shape, ReadOnlySpan<T> factor, ReadOnlySpan<T> offset, Span<T> u)
        where T : struct, IReal<T>
    {
        for (int j = 0; j < u.Length; j++)
        {
            if (shape != RadialShape.Full)
            {
                u[j] = factor[shape == RadialShape.Isotropic ? 0 : j] * offset[j];
                continue;
            }
            u[j] = factor[Entry(j, j)] * offset[j];
            for (int i = j + 1; i < u.Length; i++) u[j] = T.Fma(factor[Entry(i, j)], offset[i], u[j]);
        }
    }

    /// <summary>Adds the gradient of the offset: M·ū.</summary>
    /// <param name="shape">What M holds.</param>
    /// <param name="factor">[Count] M.</param>
    /// <param name="du">[dimensions] gradient of u.</param>
    /// <param name="dOffset">[dimensions] gradient of δ, added to.</param>
    public static void PullOffset<T>(
        this RadialShape shape, ReadOnlySpan<T> factor, ReadOnlySpan<T> du, Span<T> dOffset) where T : struct, IReal<T>
    {
        for (int i = 0; i < du.Length; i++)
        {
            if (shape != RadialShape.Full)
                dOffset[i] = T.Fma(factor[shape == RadialShape.Isotropic ? 0 : i], du[i], dOffset[i]);
            else
                for (int j = 0; j <= i; j++) dOffset[i] = T.Fma(factor[Entry(i, j)], du[j], dOffset[i]);
        }
    }

    /// <summary>Adds the gradient of M: δ·ūᵀ where M has numbers.</summary>
    /// <param name="shape">What M holds.</param>
    /// <param name="offset">[dimensions] δ.</param>
    /// <param name="du">[dimensions] gradient of u.</param>
    /// <param name="dFactor">[Count] gradient of M, added to.</param>
    public static void PullFactor<T>(
        this RadialShape shape, ReadOnlySpan<T> offset, ReadOnlySpan<T> du, Span<T> dFactor) where T : struct, IReal<T>
    {
        for (int i = 0; i < du.Length; i++)
            for (int j = shape == RadialShape.Full ? 0 : i; j <= i; j++)
            {
                int entry = shape switch { RadialShape.Isotropic => 0, RadialShape.Diagonal => i, _ => Entry(i, j) };
                dFactor[entry] = T.Fma(offset[i], du[j], dFactor[entry]);
            }
    }

    /// <summary>How far a kernel that ends at one width reaches, or infinity where that is not worth the work.</summary>
    /// <param name="shape">What M holds.</param>
    /// <param name="factor">[Count] M.</param>
    /// <param name="dimensions">Coordinates.</param>
    /// <param name="isProduct">Whether the kernel ends at one width along each axis, at a box's sides.</param>
    public static float Reach(this RadialShape shape, ReadOnlySpan<float> factor, int dimensions, bool isProduct)
    {
        if (shape == RadialShape.Full) return float.PositiveInfinity;
        float widest = 0;
        foreach (float inverse in factor) widest = MathF.Max(widest, 1 / MathF.Abs(inverse));
        return isProduct ? widest * MathF.Sqrt(dimensions) : widest;
    }

    /// <summary>Where M(row, column) of the lower triangle stands.</summary>
    public static int Entry(int row, int column) => (row * (row + 1) / 2) + column;
}
