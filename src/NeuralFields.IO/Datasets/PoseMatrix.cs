using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.IO.Datasets;

/// <summary>Checks the camera → world matrices of files before they become poses.</summary>
internal static class PoseMatrix
{
    /// <summary>Rounding to two decimals stays below this; a sheared or stretched matrix does not.</summary>
    private const double Tolerance = 0.02;

    /// <summary>Entries whose squares would leave double precision say nothing.</summary>
    private const double Largest = 1e100;

    /// <summary>The pose of a matrix.</summary>
    /// <param name="m">[at least 12] row-major; columns are right, up, back and position.</param>
    /// <exception cref="InputException">It is not finite, no rotation (a common scale apart), or mirrors.</exception>
    public static CameraPose ToPose(ReadOnlySpan<double> m)
    {
        for (int i = 0; i < 12; i++)
            if (!(Math.Abs(m[i]) < Largest))
                throw new InputException(FormattableString.Invariant(
                    $"the camera's matrix has an entry {m[i]}, expected numbers below {Largest}."));
        Point3 x = new(m[0], m[4], m[8]), y = new(m[1], m[5], m[9]), z = new(m[2], m[6], m[10]);
        double shortest = Math.Min(x.Length, Math.Min(y.Length, z.Length));
        double longest = Math.Max(x.Length, Math.Max(y.Length, z.Length));
        if (!(shortest > 1e-9 && longest < 1e9 && shortest > (1 - Tolerance) * longest))
            throw new InputException(FormattableString.Invariant(
                $"the axes of the camera's matrix are {x.Length:G4}, {y.Length:G4} and {z.Length:G4} long, ") +
                "expected equal lengths.");
        double skew = Math.Max(Math.Abs(Dot(x, y)), Math.Max(Math.Abs(Dot(y, z)), Math.Abs(Dot(z, x))));
        skew /= longest * longest;
        if (skew > Tolerance)
            throw new InputException(FormattableString.Invariant(
                $"the axes of the camera's matrix are not at right angles (their products reach {skew:G3}), ") +
                "expected a rotation.");
        Point3 cross = new((x.Y * y.Z) - (x.Z * y.Y), (x.Z * y.X) - (x.X * y.Z), (x.X * y.Y) - (x.Y * y.X));
        if (Dot(cross, z) < 0)
            throw new InputException(
                "the camera's matrix mirrors (its determinant is negative), expected right-handed axes; negate one " +
                "column.");
        return CameraPose.OfMatrix(m);
    }

    private static double Dot(Point3 a, Point3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);
}
