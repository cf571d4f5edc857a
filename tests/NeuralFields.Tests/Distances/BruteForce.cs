using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Tests.Distances;

/// <summary>Distances and angles triangle by triangle in double precision, by other formulas than the library's.</summary>
internal static class BruteForce
{
    /// <summary>The distance to the nearest triangle.</summary>
    public static double Distance(TriangleMesh mesh, Vector3 place)
    {
        double nearest = double.PositiveInfinity;
        for (int i = 0; i < mesh.TriangleCount; i++) nearest = Math.Min(nearest, Distance(mesh, i, place));
        return nearest;
    }

    /// <summary>The distance to one triangle: to its plane where the foot is inside, else to its sides.</summary>
    public static double Distance(TriangleMesh mesh, int triangle, Vector3 place)
    {
        (Vector3 af, Vector3 bf, Vector3 cf) = mesh.Triangle(triangle);
        Point3 p = Point3.Of(place), a = Point3.Of(af) - p, b = Point3.Of(bf) - p, c = Point3.Of(cf) - p;
        double sides = Math.Min(Segment(a, b), Math.Min(Segment(b, c), Segment(c, a)));
        Point3 normal = Cross(b - a, c - a);
        double area = normal.Length, sizes = (b - a).Length * (c - a).Length;
        if (area <= 1e-12 * sizes) return sides;
        Point3 n = normal * (1 / area);
        bool inside = Dot(Cross(a, b), n) > 0 && Dot(Cross(b, c), n) > 0 && Dot(Cross(c, a), n) > 0;
        return inside ? Math.Abs(Dot(a, n)) : sides;
    }

    /// <summary>The winding number: solid angles by the excess of the dihedral angles would lose digits, so by arctangent.</summary>
    public static double Winding(TriangleMesh mesh, Vector3 place)
    {
        double sum = 0;
        for (int i = 0; i < mesh.TriangleCount; i++)
        {
            (Vector3 af, Vector3 bf, Vector3 cf) = mesh.Triangle(i);
            Point3 p = Point3.Of(place), a = Point3.Of(af) - p, b = Point3.Of(bf) - p, c = Point3.Of(cf) - p;
            double la = a.Length, lb = b.Length, lc = c.Length;
            sum += 2 * Math.Atan2(
                Dot(a, Cross(b, c)), (la * lb * lc) + (Dot(a, b) * lc) + (Dot(b, c) * la) + (Dot(c, a) * lb));
        }
        return sum / (4 * Math.PI);
    }

    private static double Segment(Point3 a, Point3 b)
    {
        Point3 side = b - a;
        double square = Dot(side, side), t = square > 0 ? Math.Clamp(-Dot(a, side) / square, 0, 1) : 0;
        return (a + (side * t)).Length;
    }

    private static double Dot(Point3 a, Point3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    private static Point3 Cross(Point3 a, Point3 b)
        => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));
}
