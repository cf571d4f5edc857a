using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Distances;

/// <summary>Single triangles in double precision.</summary>
internal static class TriangleGeometry
{
    public static double Dot(Point3 a, Point3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    public static Point3 Cross(Point3 a, Point3 b)
        => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    /// <summary>The normal of the front, as long as the area.</summary>
    public static Point3 AreaNormal(Vector3 a, Vector3 b, Vector3 c)
    {
        Point3 origin = Point3.Of(a);
        return Cross(Point3.Of(b) - origin, Point3.Of(c) - origin) * 0.5;
    }

    /// <summary>The unit normal of the front; zero where there is no area.</summary>
    public static Point3 UnitNormal(Vector3 a, Vector3 b, Vector3 c)
    {
        Point3 normal = AreaNormal(a, b, c);
        double length = normal.Length;
        return length > 0 ? normal * (1 / length) : Point3.Zero;
    }

    /// <summary>The point of a triangle nearest to a place, relative to that place.</summary>
    /// <param name="p">The place.</param>
    /// <param name="a">First corner.</param>
    /// <param name="b">Second corner.</param>
    /// <param name="c">Third corner.</param>
    /// <param name="part">On which part of the triangle it lies.</param>
    /// <remarks>Ericson 2005, Real-time collision detection, 5.1.5.</remarks>
    public static Point3 Nearest(Vector3 p, Vector3 a, Vector3 b, Vector3 c, out TrianglePart part)
    {
        // Differences of floats are exact in double, as long as they are not far apart in size.
        Point3 place = Point3.Of(p), pa = Point3.Of(a) - place, pb = Point3.Of(b) - place, pc = Point3.Of(c) - place;
        Point3 ab = pb - pa, ac = pc - pa;
        double abA = -Dot(ab, pa), acA = -Dot(ac, pa), abB = -Dot(ab, pb), acB = -Dot(ac, pb);
        double abC = -Dot(ab, pc), acC = -Dot(ac, pc);
        double wc = (abA * acB) - (abB * acA), wb = (abC * acA) - (abA * acC), wa = (abB * acC) - (abC * acB);

        part = TrianglePart.A;
        if (abA <= 0 && acA <= 0) return pa;
        part = TrianglePart.B;
        if (abB >= 0 && acB <= abB) return pb;
        part = TrianglePart.C;
        if (acC >= 0 && abC <= acC) return pc;
        part = TrianglePart.AB;
        if (wc <= 0 && abA >= 0 && abB <= 0) return pa + (ab * Ratio(abA, abA - abB));
        part = TrianglePart.CA;
        if (wb <= 0 && acA >= 0 && acC <= 0) return pa + (ac * Ratio(acA, acA - acC));
        part = TrianglePart.BC;
        double fromB = acB - abB, fromC = abC - acC;
        if (wa <= 0 && fromB >= 0 && fromC >= 0) return pb + ((pc - pb) * Ratio(fromB, fromB + fromC));
        part = TrianglePart.Face;
        double sum = wa + wb + wc;
        return pa + (ab * Ratio(wb, sum)) + (ac * Ratio(wc, sum));
    }

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
