namespace NeuralFields.Datasets;

/// <summary>
/// Undoes a <see cref="LensDistortion"/>: the radial part by a bracketed Newton iteration, which always ends, the rest
/// by Newton steps in the plane.
/// </summary>
/// <remarks>
/// A polynomial may turn back far from the middle, where it says nothing about the lens any more. Only places before
/// its first turn count: what appears beyond has no inverse.
/// </remarks>
public sealed record LensInverse
{
    /// <summary>tan 89.9°: no perspective picture reaches further.</summary>
    private const double WidestPerspective = 573;

    private const int RadialSteps = 100, PlaneSteps = 20, Halvings = 60;

    /// <summary>Change of a radius, relative to it, below which the radial iteration has ended.</summary>
    private const double RadialTolerance = 1e-15;

    /// <summary>Residual, relative to the place, below which a solution is one. Some 1e-9 pixels.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>Prepares the inverse.</summary>
    public LensInverse(LensDistortion distortion)
    {
        ArgumentNullException.ThrowIfNull(distortion);
        Distortion = distortion;
        LargestRadius = FindLargestRadius();
        LargestImage = distortion.Radial(LargestRadius).Value;
    }

    /// <summary>What is undone.</summary>
    public LensDistortion Distortion { get; }

    /// <summary>The distance from the middle of the plane up to which the radial part grows.</summary>
    public double LargestRadius { get; }

    /// <summary>Where the radial part puts <see cref="LargestRadius"/>.</summary>
    public double LargestImage { get; }

    /// <summary>The place of the plane that appears at (x, y).</summary>
    /// <param name="x">Distorted place, across.</param>
    /// <param name="y">Distorted place, down.</param>
    /// <param name="place">The place, where there is one.</param>
    /// <returns>Whether there is one before the lens's polynomial turns back.</returns>
    public bool TryUndistort(double x, double y, out (double X, double Y) place)
    {
        place = (x, y);
        double image = Math.Sqrt((x * x) + (y * y));
        if (Distortion.IsIdentity) return image <= LargestRadius;
        if (Distortion.IsRadial && !(image <= LargestImage)) return false;
        double factor = image > 0 ? RadiusOf(image) / image : 1;
        place = (x * factor, y * factor);
        return Distortion.IsRadial || TryRefine(x, y, ref place);
    }

    /// <summary>Solves r·g(r²) = image between 0 and the first turn.</summary>
    private double RadiusOf(double image)
    {
        double low = 0, high = LargestRadius, r = Math.Min(image, high);
        if (!(image < LargestImage)) return high;
        for (int step = 0; step < RadialSteps; step++)
        {
            (double value, double slope) = Distortion.Radial(r);
            double excess = value - image;
            if (excess > 0) high = r; else low = r;
            double next = r - (excess / slope);
            if (!(next > low && next < high)) next = 0.5 * (low + high);
            if (Math.Abs(next - r) <= RadialTolerance * r) return next;
            r = next;
        }
        return r;
    }

    private bool TryRefine(double x, double y, ref (double X, double Y) place)
    {
        for (int step = 0; step < PlaneSteps; step++)
        {
            (double imageX, double imageY) = Distortion.Distort(place.X, place.Y);
            (double xx, double xy, double yx, double yy) = Distortion.Slope(place.X, place.Y);
            double determinant = (xx * yy) - (xy * yx), errorX = imageX - x, errorY = imageY - y;
            if (!(determinant > 0 && xx + yy > 0)) return false;
            if (Math.Abs(errorX) + Math.Abs(errorY) <= Tolerance * (1 + Math.Abs(x) + Math.Abs(y)))
                return IsWithin(place);
            place = (
                place.X - (((yy * errorX) - (xy * errorY)) / determinant),
                place.Y - (((xx * errorY) - (yx * errorX)) / determinant));
        }
        return false;
    }

    /// <summary>Whether a place of the plane lies before the first turn, so that it is seen once.</summary>
    internal bool IsWithin((double X, double Y) place)
        => (place.X * place.X) + (place.Y * place.Y) <= LargestRadius * LargestRadius * (1 + Tolerance);

    private double FindLargestRadius()
    {
        bool isPerspective = Distortion.Projection == LensProjection.Perspective;
        double end = isPerspective ? WidestPerspective : Math.PI, before = 0;
        // Even steps near the middle, growing ones far from it: a turn is at least as wide as its distance is large.
        for (double r = 1.0 / 64; before < end; r = Math.Max(r + (1.0 / 64), r * 1.01))
        {
            r = Math.Min(r, end);
            if (!IsGrowing(r)) return Turn(before, r);
            before = r;
        }
        return end;
    }

    private double Turn(double growing, double turned)
    {
        for (int i = 0; i < Halvings; i++)
        {
            double middle = 0.5 * (growing + turned);
            if (IsGrowing(middle)) growing = middle; else turned = middle;
        }
        return growing;
    }

    private bool IsGrowing(double r)
    {
        (double value, double slope) = Distortion.Radial(r);
        return value > 0 && slope > 0 && double.IsFinite(value);
    }
}
