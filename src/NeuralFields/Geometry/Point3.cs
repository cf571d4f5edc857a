using System.Numerics;

namespace NeuralFields.Geometry;

/// <summary>A place in space in double precision, for what single precision would blur: origins, boxes, maps.</summary>
/// <param name="X">First coordinate.</param>
/// <param name="Y">Second coordinate.</param>
/// <param name="Z">Third coordinate.</param>
public readonly record struct Point3(double X, double Y, double Z)
{
    /// <summary>The zero point.</summary>
    public static Point3 Zero => default;

    /// <summary>A place in single precision.</summary>
    public static Point3 Of(Vector3 place) => new(place.X, place.Y, place.Z);

    /// <summary>The nearest place in single precision.</summary>
    public Vector3 ToVector3() => new((float)X, (float)Y, (float)Z);

    /// <summary>Distance from zero.</summary>
    public double Length => Math.Sqrt((X * X) + (Y * Y) + (Z * Z));

    /// <summary>The largest of the three coordinates.</summary>
    public double Largest => Math.Max(X, Math.Max(Y, Z));

    /// <summary>The sum.</summary>
    public static Point3 operator +(Point3 a, Point3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>The difference.</summary>
    public static Point3 operator -(Point3 a, Point3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>The multiple.</summary>
    public static Point3 operator *(Point3 a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    /// <summary>The smaller of each coordinate.</summary>
    public static Point3 Min(Point3 a, Point3 b) => new(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Min(a.Z, b.Z));

    /// <summary>The larger of each coordinate.</summary>
    public static Point3 Max(Point3 a, Point3 b) => new(Math.Max(a.X, b.X), Math.Max(a.Y, b.Y), Math.Max(a.Z, b.Z));
}
