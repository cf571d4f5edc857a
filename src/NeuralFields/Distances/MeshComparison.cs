using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Distances;

/// <summary>How alike two meshes are, as surfaces and as solids. Lengths are in the meshes' own units.</summary>
/// <param name="ToReference">From 200,000 points of the tested mesh to the reference.</param>
/// <param name="ToTested">From 200,000 points of the reference to the tested mesh.</param>
/// <param name="Iou">
/// Volume inside both by volume inside either, from 2²⁰ uniform points in the box around both, grown by 2 % of its longest
/// side; inside by winding number. Null where no point is inside.
/// </param>
/// <param name="TestedVolume">Volume of the tested mesh by the divergence theorem.</param>
/// <param name="ReferenceVolume">Volume of the reference.</param>
/// <remarks>
/// Normals are the fronts of the tested mesh and the outward normals of the reference: inside out, the tested mesh has
/// 180°, and a reference whose file is inside out is turned first. All numbers have the same value on every machine and
/// for any number of threads, but for the last digits of angles.
/// </remarks>
public sealed record MeshComparison(
    SurfaceDeviation ToReference, SurfaceDeviation ToTested, double? Iou, double TestedVolume, double ReferenceVolume)
{
    /// <summary>The mean of the two mean distances: symmetric Chamfer distance, not squared.</summary>
    public double Chamfer => (ToReference.Distance.Mean + ToTested.Distance.Mean) / 2;

    /// <summary>The largest distance of any of the points of either mesh from the other.</summary>
    public double Hausdorff => Math.Max(ToReference.Distance.Max, ToTested.Distance.Max);

    /// <summary>The mean of the two mean angles between normals, in degrees.</summary>
    public double NormalAngleErrorDegrees => (ToReference.NormalAngleDegrees + ToTested.NormalAngleDegrees) / 2;

    /// <summary>Compares two meshes.</summary>
    /// <param name="tested">The mesh to judge.</param>
    /// <param name="reference">The true one.</param>
    /// <param name="threads">Threads to use; 0 for one per processor.</param>
    /// <exception cref="InputException">A mesh has no triangles, no area or a vertex that is not finite.</exception>
    public static MeshComparison Compare(TriangleMesh tested, TriangleMesh reference, int threads = 0)
    {
        using SignedDistance testedSolid = new(tested, SignRule.Winding, threads);
        using SignedDistance referenceSolid = new(reference, SignRule.Winding, threads);
        return Compare(testedSolid, referenceSolid, threads);
    }

    private static MeshComparison Compare(SignedDistance tested, SignedDistance reference, int threads)
    {
        Func<int, Vector3> fronts = triangle => Front(tested.Tree.Mesh, triangle);
        return new(
            SurfaceDeviation.Between(
                tested.Tree.Mesh, fronts, reference.Tree, reference.OutwardNormal, threads),
            SurfaceDeviation.Between(
                reference.Tree.Mesh, reference.OutwardNormal, tested.Tree, fronts, threads),
            Overlap(tested, reference).Iou, tested.Volume(), reference.Volume());
    }

    private static Vector3 Front(TriangleMesh mesh, int triangle)
    {
        (Vector3 a, Vector3 b, Vector3 c) = mesh.Triangle(triangle);
        return TriangleGeometry.UnitNormal(a, b, c).ToVector3();
    }

    private static InteriorOverlap Overlap(SignedDistance tested, SignedDistance reference)
    {
        const int batch = InteriorOverlap.BatchSize;
        Point3 origin = reference.Tree.Mesh.Origin, shift = origin - tested.Tree.Mesh.Origin;
        Box3 first = tested.Tree.Mesh.Bounds, second = reference.Tree.Mesh.Bounds;
        Box3 box = new(Point3.Min(first.Min, second.Min) - origin, Point3.Max(first.Max, second.Max) - origin);
        BoxPoints points = new(box.Grow(InteriorOverlap.Margin * box.Size.Largest));
        Vector3[] places = new Vector3[batch];
        float[] inTested = new float[batch], inReference = new float[batch];
        InteriorOverlap overlap = default;
        for (int start = 0; start < InteriorOverlap.PointCount; start += batch)
        {
            points.Fill(0, start, places);
            reference.Query(places, inReference);
            if (shift != Point3.Zero)
                foreach (ref Vector3 place in places.AsSpan()) place = (Point3.Of(place) + shift).ToVector3();
            tested.Query(places, inTested);
            overlap = overlap.Add(inTested, inReference);
        }
        return overlap;
    }
}
