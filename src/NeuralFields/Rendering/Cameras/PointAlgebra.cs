using NeuralFields.Geometry;

namespace NeuralFields.Rendering.Cameras;

/// <summary>Products of directions in double precision.</summary>
internal static class PointAlgebra
{
    /// <summary>a·b.</summary>
    public static double Dot(Point3 a, Point3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    /// <summary>a × b, right-handed.</summary>
    public static Point3 Cross(Point3 a, Point3 b)
        => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    /// <summary>The direction of a vector with length 1; NaN for the zero vector.</summary>
    public static Point3 Unit(Point3 a) => a * (1 / a.Length);
}
