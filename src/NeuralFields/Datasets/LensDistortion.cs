namespace NeuralFields.Datasets;

/// <summary>
/// The polynomial of all lenses read here, over the plane of its <see cref="LensProjection"/>. With s = x² + y² and
/// g = (1 + k₁s + k₂s² + k₃s³ + k₄s⁴) / (1 + d₁s + d₂s² + d₃s³):
/// x′ = x·g + 2p₁xy + p₂(s + 2x²) + s₁s and y′ = y·g + 2p₂xy + p₁(s + 2y²) + s₂s.
/// </summary>
/// <param name="Projection">The plane.</param>
/// <remarks>
/// OpenCV's camera model (Brown 1971 with a rational radial part and the first thin-prism terms), and in the plane of
/// angles its fisheye model (Kannala and Brandt 2006). The models of COLMAP that <see cref="LensModel"/> lists are
/// special cases of it.
/// </remarks>
public sealed record LensDistortion(LensProjection Projection)
{
    /// <summary>A pinhole without distortion.</summary>
    public static LensDistortion None { get; } = new(LensProjection.Perspective);

    /// <summary>Radial term of s.</summary>
    public double K1 { get; init; }

    /// <summary>Radial term of s².</summary>
    public double K2 { get; init; }

    /// <summary>Radial term of s³.</summary>
    public double K3 { get; init; }

    /// <summary>Radial term of s⁴.</summary>
    public double K4 { get; init; }

    /// <summary>Term of s in the denominator: OpenCV's k₄.</summary>
    public double D1 { get; init; }

    /// <summary>Term of s² in the denominator: OpenCV's k₅.</summary>
    public double D2 { get; init; }

    /// <summary>Term of s³ in the denominator: OpenCV's k₆.</summary>
    public double D3 { get; init; }

    /// <summary>First tangential term.</summary>
    public double P1 { get; init; }

    /// <summary>Second tangential term.</summary>
    public double P2 { get; init; }

    /// <summary>Thin-prism term across.</summary>
    public double S1 { get; init; }

    /// <summary>Thin-prism term down.</summary>
    public double S2 { get; init; }

    /// <summary>Whether the plane is left as it is.</summary>
    public bool IsIdentity => IsRadial && (K1, K2, K3, K4) == default && (D1, D2, D3) == default;

    /// <summary>Whether places only move along the line to the middle.</summary>
    public bool IsRadial => (P1, P2, S1, S2) == default;

    /// <summary>Where a place of the plane appears.</summary>
    public (double X, double Y) Distort(double x, double y)
    {
        double s = (x * x) + (y * y), g = Gain(s).Value;
        return (
            (x * g) + (2 * P1 * x * y) + (P2 * (s + (2 * x * x))) + (S1 * s),
            (y * g) + (2 * P2 * x * y) + (P1 * (s + (2 * y * y))) + (S2 * s));
    }

    /// <summary>The derivative of <see cref="Distort"/>.</summary>
    /// <returns>∂x′/∂x, ∂x′/∂y, ∂y′/∂x and ∂y′/∂y.</returns>
    public (double XX, double XY, double YX, double YY) Slope(double x, double y)
    {
        (double g, double slope) = Gain((x * x) + (y * y));
        double mixed = (2 * x * y * slope) + (2 * P1 * x) + (2 * P2 * y);
        return (
            g + (2 * x * x * slope) + (2 * P1 * y) + (6 * P2 * x) + (2 * S1 * x),
            mixed + (2 * S1 * y), mixed + (2 * S2 * x),
            g + (2 * y * y * slope) + (2 * P2 * x) + (6 * P1 * y) + (2 * S2 * y));
    }

    /// <summary>The radial part alone: r·g and its derivative by r.</summary>
    internal (double Value, double Slope) Radial(double r)
    {
        (double g, double slope) = Gain(r * r);
        return (r * g, g + (2 * r * r * slope));
    }

    /// <summary>g and its derivative by s.</summary>
    private (double Value, double Slope) Gain(double s)
    {
        double above = 1 + (s * (K1 + (s * (K2 + (s * (K3 + (s * K4)))))));
        double aboveSlope = K1 + (s * ((2 * K2) + (s * ((3 * K3) + (s * (4 * K4))))));
        double below = 1 + (s * (D1 + (s * (D2 + (s * D3)))));
        double belowSlope = D1 + (s * ((2 * D2) + (s * (3 * D3))));
        return (above / below, (aboveSlope - (above * belowSlope / below)) / below);
    }
}
