using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Distances;

/// <summary>How far one surface lies from another, seen from points of the one.</summary>
/// <param name="Distance">
/// Distances from points of the first surface, uniform by area, to the nearest place of the second, in the meshes' units:
/// from point to triangle, so that equal surfaces have 0 and no spacing of samples shows.
/// </param>
/// <param name="NormalAngleDegrees">
/// Mean angle between the normal at the point and that of the nearest triangle, 0 to 180: a flipped normal is an error.
/// </param>
public readonly record struct SurfaceDeviation(Spread Distance, double NormalAngleDegrees)
{
    /// <summary>Points per direction.</summary>
    public const int PointCount = 200_000;

    /// <summary>The deviation of one surface from another.</summary>
    /// <param name="from">Where points are drawn.</param>
    /// <param name="fromNormal">Normals of its triangles.</param>
    /// <param name="to">To what they are compared.</param>
    /// <param name="toNormal">Normals of its triangles.</param>
    /// <param name="threads">Threads to use; 0 for one per processor.</param>
    internal static SurfaceDeviation Between(
        TriangleMesh from, Func<int, Vector3> fromNormal, TriangleTree to, Func<int, Vector3> toNormal, int threads)
    {
        Vector3[] places = new Vector3[PointCount];
        int[] triangles = new int[PointCount], nearest = new int[PointCount];
        float[] distances = new float[PointCount];
        new SurfacePoints(from).Fill(0, 0, places, triangles);
        Point3 shift = from.Origin - to.Mesh.Origin;
        if (shift != Point3.Zero)
            foreach (ref Vector3 place in places.AsSpan()) place = (Point3.Of(place) + shift).ToVector3();
        to.Query(places, distances, nearest, default, threads);
        MeanAngle angle = default;
        for (int i = 0; i < places.Length; i++)
            if (nearest[i] >= 0) angle.Add(fromNormal(triangles[i]), toNormal(nearest[i]));
        return new(Spread.Of(distances), angle.Degrees);
    }
}
