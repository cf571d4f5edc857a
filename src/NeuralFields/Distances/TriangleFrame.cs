using System.Numerics;
using NeuralFields.Geometry;
using static NeuralFields.Distances.TriangleGeometry;

namespace NeuralFields.Distances;

/// <summary>
/// A triangle in a frame of its own: its longest side lies on the first axis from 0 to <c>Length</c>, the third corner
/// at (<c>ApexX</c>, <c>ApexY</c>) above it, and the third axis is the normal.
/// </summary>
/// <remarks>
/// Jones 1995, 3D distance from a point to a triangle. Made in double precision, so that slivers keep their normals. A
/// triangle without area has <c>ApexY</c> = 0, and one without extent length 0: their sides still give the distance.
/// </remarks>
internal static class TriangleFrame
{
    /// <summary>Writes 17 numbers, each <paramref name="stride"/> after the last.</summary>
    /// <remarks>
    /// Origin (3), first, second and third axis (3 each), length, apex (2), 1 / squared length of the sides that
    /// meet at the apex (2); such a reciprocal is 0 for a side without length.
    /// </remarks>
    public static void Write(Vector3 a, Vector3 b, Vector3 c, Span<float> rows, int stride)
    {
        float ab = Vector3.DistanceSquared(a, b), bc = Vector3.DistanceSquared(b, c);
        float ca = Vector3.DistanceSquared(c, a);
        if (bc > ab && bc >= ca) (a, b, c) = (b, c, a);
        else if (ca > ab) (a, b, c) = (c, a, b);

        Point3 side = Point3.Of(b) - Point3.Of(a), apex = Point3.Of(c) - Point3.Of(a);
        double length = side.Length;
        Point3 first = length > 0 ? side * (1 / length) : new(1, 0, 0);
        Point3 third = Normal(first, apex), second = Cross(third, first);
        double apexX = Dot(first, apex), apexY = Math.Max(0, Dot(second, apex));
        ReadOnlySpan<double> values =
        [
            a.X, a.Y, a.Z, first.X, first.Y, first.Z, second.X, second.Y, second.Z, third.X, third.Y, third.Z,
            length, apexX, apexY, Reciprocal((apexX * apexX) + (apexY * apexY)),
            Reciprocal(((apexX - length) * (apexX - length)) + (apexY * apexY)),
        ];
        for (int row = 0; row < values.Length; row++) rows[row * stride] = (float)values[row];
    }

    /// <summary>The unit normal of the plane; any perpendicular direction where there is no plane.</summary>
    private static Point3 Normal(Point3 first, Point3 apex)
    {
        Point3 normal = Cross(first, apex);
        if (normal.Length <= 1e-12 * apex.Length)
            normal = Math.Abs(first.X) < 0.6 ? Cross(first, new(1, 0, 0)) : Cross(first, new(0, 1, 0));
        return normal * (1 / normal.Length);
    }

    /// <summary>Zero where a reciprocal would not be a useful float.</summary>
    private static double Reciprocal(double square) => square > 1e-36 ? 1 / square : 0;
}
