using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Distances;

/// <summary>How well a field is the signed distance of a mesh. Lengths are in the mesh's units.</summary>
/// <param name="Iou">
/// Volume inside both by volume inside either, from 2²⁰ uniform points in the mesh's box, grown by 2 % of its longest side;
/// inside is where values are negative. Null where no point is inside.
/// </param>
/// <param name="AbsError">
/// |f − d| at 200,000 points of the surface (uniform by area), each moved by a normal random number of standard deviation
/// <see cref="NearSigma"/> longest sides along every axis.
/// </param>
/// <param name="EikonalDeviation">Mean of | ‖∇f‖ − 1 | at the same points.</param>
/// <param name="NormalAngleErrorDegrees">
/// Mean angle between ∇f at the unmoved points and the outward normal of their triangle, 0 to 180.
/// </param>
public sealed record FieldSurfaceMetrics(
    double? Iou, Spread AbsError, double EikonalDeviation, double NormalAngleErrorDegrees)
{
    /// <summary>Standard deviation of points near the surface, in longest sides of the mesh's box.</summary>
    public const double NearSigma = 0.01;

    /// <summary>Seed of the points; not the default seed of training, whose points a field has seen.</summary>
    private const ulong Seed = 0x5EED_0F_7E57;

    private const int Batch = InteriorOverlap.BatchSize;

    /// <summary>Judges a field.</summary>
    /// <param name="field">The field; asked on the calling thread, up to 65,536 places at once.</param>
    /// <param name="mesh">The mesh that it should be the distance of.</param>
    public static FieldSurfaceMetrics Evaluate(ISurfaceField field, SignedDistance mesh)
    {
        SurfacePoints points = new(mesh.Tree.Mesh);
        (Spread error, double deviation) = Near(field, mesh, points);
        return new(Overlap(field, mesh).Iou, error, deviation, NormalAngle(field, mesh, points));
    }

    private static InteriorOverlap Overlap(ISurfaceField field, SignedDistance mesh)
    {
        Box3 box = Box3.Of(mesh.Tree.Mesh.Positions);
        BoxPoints points = new(box.Grow(InteriorOverlap.Margin * box.Size.Largest));
        Vector3[] places = new Vector3[Batch];
        float[] values = new float[Batch], distances = new float[Batch];
        InteriorOverlap overlap = default;
        for (int start = 0; start < InteriorOverlap.PointCount; start += Batch)
        {
            points.Fill(Seed, start, places);
            field.Values(places, values);
            mesh.Query(places, distances);
            overlap = overlap.Add(values, distances);
        }
        return overlap;
    }

    private static (Spread Error, double Deviation) Near(
        ISurfaceField field, SignedDistance mesh, SurfacePoints points)
    {
        float sigma = (float)(NearSigma * Box3.Of(mesh.Tree.Mesh.Positions).Size.Largest);
        Vector3[] places = new Vector3[Batch], gradients = new Vector3[Batch];
        float[] values = new float[Batch], distances = new float[Batch], offsets = new float[Batch];
        float[] errors = new float[SurfaceDeviation.PointCount];
        double deviation = 0;
        for (int start = 0; start < errors.Length; start += Batch)
        {
            int count = Math.Min(Batch, errors.Length - start);
            points.FillNear(Seed, start, sigma, places.AsSpan(0, count), offsets.AsSpan(0, count));
            field.Values(places.AsSpan(0, count), values.AsSpan(0, count));
            field.Gradients(places.AsSpan(0, count), gradients.AsSpan(0, count));
            mesh.Query(places.AsSpan(0, count), distances.AsSpan(0, count), default, offsets.AsSpan(0, count));
            for (int i = 0; i < count; i++)
            {
                errors[start + i] = MathF.Abs(values[i] - distances[i]);
                deviation += Math.Abs(gradients[i].Length() - 1);
            }
        }
        return (Spread.Of(errors), deviation / errors.Length);
    }

    private static double NormalAngle(ISurfaceField field, SignedDistance mesh, SurfacePoints points)
    {
        Vector3[] places = new Vector3[Batch], gradients = new Vector3[Batch];
        int[] triangles = new int[Batch];
        MeanAngle angle = default;
        for (int start = 0; start < SurfaceDeviation.PointCount; start += Batch)
        {
            int count = Math.Min(Batch, SurfaceDeviation.PointCount - start);
            points.Fill(Seed, start, places.AsSpan(0, count), triangles.AsSpan(0, count));
            field.Gradients(places.AsSpan(0, count), gradients.AsSpan(0, count));
            for (int i = 0; i < count; i++) angle.Add(gradients[i], mesh.OutwardNormal(triangles[i]));
        }
        return angle.Degrees;
    }
}
