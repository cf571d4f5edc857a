using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.IO.Gltf;

/// <summary>A map of space by a 3×3 matrix and a shift, in double precision; columns are where the axes go.</summary>
internal readonly record struct Affine(Point3 X, Point3 Y, Point3 Z, Point3 Shift)
{
    public static Affine Identity { get; } = new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1), Point3.Zero);

    /// <summary>Whether it turns shapes inside out.</summary>
    public bool IsMirrored => Dot(X, Cross(Y, Z)) < 0;

    public Point3 Place(Point3 p) => Direction(p) + Shift;

    /// <summary>This map after another.</summary>
    public Affine After(Affine inner)
        => new(Direction(inner.X), Direction(inner.Y), Direction(inner.Z), Place(inner.Shift));

    /// <summary>A normal of the mapped surface, of any length, on the same side: by the matrix of cofactors.</summary>
    public Vector3 Normal(Vector3 n)
    {
        Point3 mapped = (Cross(Y, Z) * n.X) + (Cross(Z, X) * n.Y) + (Cross(X, Y) * n.Z);
        double length = mapped.Length;
        return length > 0 ? (mapped * ((IsMirrored ? -1 : 1) / length)).ToVector3() : default;
    }

    /// <summary>Scale, then rotation by a unit quaternion x y z w, then shift.</summary>
    public static Affine Of(Point3 shift, ReadOnlySpan<double> q, Point3 scale)
    {
        double x = q[0], y = q[1], z = q[2], w = q[3];
        return new Affine(
            new Point3(1 - (2 * ((y * y) + (z * z))), 2 * ((x * y) + (z * w)), 2 * ((x * z) - (y * w))) * scale.X,
            new Point3(2 * ((x * y) - (z * w)), 1 - (2 * ((x * x) + (z * z))), 2 * ((y * z) + (x * w))) * scale.Y,
            new Point3(2 * ((x * z) + (y * w)), 2 * ((y * z) - (x * w)), 1 - (2 * ((x * x) + (y * y)))) * scale.Z,
            shift);
    }

    private Point3 Direction(Point3 p) => (X * p.X) + (Y * p.Y) + (Z * p.Z);

    private static double Dot(Point3 a, Point3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    private static Point3 Cross(Point3 a, Point3 b)
        => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));
}
