using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Distances;
using NeuralFields.Geometry;
using NeuralFields.Sampling;
using NeuralFields.Training;

namespace NeuralFields.Tasks;

/// <summary>
/// Fits a signed distance field to points, by losses of value and gradient: no distance is known but 0 at the points.
/// </summary>
public sealed class CloudTask : SurfaceTask
{
    /// <summary>Places beside a point spread as far as this neighbour (Gropp et al. 2020).</summary>
    private const int SpreadNeighbour = 50;

    private readonly Vector3[] _points;
    private readonly Vector3[]? _normals;

    /// <summary>Prepares a fit.</summary>
    /// <param name="cloud">The points, in their own units; not changed.</param>
    /// <param name="scene">How they are fitted.</param>
    /// <param name="threads">Threads that look for neighbours; 0 for one per processor.</param>
    /// <exception cref="InputException">
    /// The field cannot be made, the points span nothing, or the loss is one of known distances.
    /// </exception>
    public CloudTask(PointCloud cloud, SurfaceScene scene, int threads = 0) : base(BoundsOf(cloud), scene)
    {
        if (scene.Training.Gradient is not { AddsToValueLoss: false })
            throw new InputException(
                "a point cloud has no distances to learn, expected a gradient_loss that needs none: Igr or SirenSurface.");
        _points = Placement.ToField(cloud.Positions, cloud.Origin);
        _normals = cloud.Normals;
        float[] spread = SpreadOf(_points, scene.Mix.NearSigma * LongestSide, threads);
        Samples = new(_points, _normals, spread, Domain, scene.Mix, scene.Training);
    }

    private protected override Vector3[] SurfacePlaces(int count) => _points;

    /// <summary>Where training samples come from.</summary>
    public CloudSampler Samples { get; }

    /// <inheritdoc/>
    public override ITrainingRun Begin(IFieldProgram program, TrainingSpec training)
    {
        ArgumentNullException.ThrowIfNull(program);
        return program.Train(training, Samples);
    }

    /// <inheritdoc/>
    public override SurfaceQuality Evaluate(IFieldProgram program, int threads = 0)
        => Judge(_points, _normals, Placement, Domain, program, threads);

    /// <summary>Judges a field by any points in the frame that the field was fitted in.</summary>
    /// <param name="cloud">The points, in their own units.</param>
    /// <param name="placement">From the shape's frame to the field's coordinates.</param>
    /// <param name="domain">Where the field was trained, in field coordinates.</param>
    /// <param name="program">The field with its parameters.</param>
    /// <param name="threads">Threads for what is not the field; 0 for one per processor.</param>
    public static SurfaceQuality Judge(
        PointCloud cloud, SurfacePlacement placement, Box3 domain, IFieldProgram program, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        ArgumentNullException.ThrowIfNull(placement);
        return Judge(
            placement.ToField(cloud.Positions, cloud.Origin), cloud.Normals, placement, domain, program, threads);
    }

    private static SurfaceQuality Judge(
        Vector3[] points, Vector3[]? normals, SurfacePlacement placement, Box3 domain, IFieldProgram program, int threads)
    {
        DistanceField field = new(program);
        float[] values = new float[points.Length];
        Vector3[] gradients = new Vector3[points.Length];
        field.Differentiate(points, values, gradients);
        double unit = 1 / placement.Scale;
        foreach (ref float value in values.AsSpan()) value = MathF.Abs(value) * (float)unit;
        Spread? fromSurface = FromSurface(points, field, domain, threads);
        return new(
            null, fromSurface?.Mean * unit, AngleOf(gradients, normals), Spread.Of(values),
            gradients.Average(g => Math.Abs((double)g.Length() - 1)), fromSurface?.Max * unit);
    }

    /// <summary>The mean of |f| at the points, as a part of the longest side.</summary>
    public override double Glance(IFieldProgram program)
    {
        float[] values = new float[_points.Length];
        new DistanceField(program).Evaluate(_points, values);
        return values.Average(v => Math.Abs((double)v)) / LongestSide;
    }

    /// <summary>Distances of the points from the field's surface; null where it has none.</summary>
    private static Spread? FromSurface(Vector3[] points, DistanceField field, Box3 domain, int threads)
    {
        if (Extract(field, domain, threads) is not { } surface) return null;
        using TriangleTree tree = new(surface);
        float[] distances = new float[points.Length];
        tree.Query(points, distances, threads: threads);
        return Spread.Of(distances);
    }

    private static double? AngleOf(Vector3[] gradients, Vector3[]? normals)
    {
        if (normals is null) return null;
        MeanAngle angle = default;
        for (int i = 0; i < gradients.Length; i++) angle.Add(gradients[i], normals[i]);
        return angle.Degrees;
    }

    private static float[] SpreadOf(Vector3[] points, double sigma, int threads)
    {
        float[] spread = new float[points.Length];
        Array.Fill(spread, (float)sigma);
        if (sigma > 0 || points.Length < 2) return spread;
        using PointTree tree = new(points);
        tree.NeighbourDistances(Math.Min(SpreadNeighbour, points.Length - 1), spread, threads);
        return spread;
    }

    private static Box3 BoundsOf(PointCloud cloud)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        return cloud.Bounds;
    }
}
