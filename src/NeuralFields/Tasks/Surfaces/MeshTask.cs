using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Distances;
using NeuralFields.Geometry;
using NeuralFields.Sampling;
using NeuralFields.Training;

namespace NeuralFields.Tasks;

/// <summary>Fits exact signed distances to a mesh.</summary>
public sealed class MeshTask : SurfaceTask, IDisposable
{
    private const int GlancePlaces = 1 << 15;

    private readonly Lazy<(Vector3[] Places, float[] Distances)> _glance;

    /// <summary>Prepares a fit.</summary>
    /// <param name="mesh">The mesh, in its own units; not changed.</param>
    /// <param name="scene">How it is fitted.</param>
    /// <param name="threads">Threads that prepare the distances; 0 for one per processor.</param>
    /// <exception cref="InputException">The field cannot be made, or the mesh has no extent or area.</exception>
    public MeshTask(TriangleMesh mesh, SurfaceScene scene, int threads = 0) : base(BoundsOf(mesh), scene)
    {
        Distance = new(Place(mesh, Placement), scene.Sign, threads);
        Samples = new(Distance, Domain, scene.Mix.NearSigma * LongestSide, scene.Mix, scene.Training);
        _glance = new(DrawGlance);
    }

    private protected override Vector3[] SurfacePlaces(int count)
    {
        Vector3[] places = new Vector3[count];
        new SurfacePoints(Distance.Tree.Mesh).Fill(Scene.Training.Seed, 0, places);
        return places;
    }

    /// <summary>Distances to the mesh, in field coordinates.</summary>
    public SignedDistance Distance { get; }

    /// <summary>Where training samples come from.</summary>
    public SurfaceSampler Samples { get; }

    /// <inheritdoc/>
    public override ITrainingRun Begin(IFieldProgram program, TrainingSpec training)
    {
        ArgumentNullException.ThrowIfNull(program);
        return program.Train(training, Samples);
    }

    /// <inheritdoc/>
    public override SurfaceQuality Evaluate(IFieldProgram program, int threads = 0)
        => Judge(Distance, Placement, Domain, program, threads);

    /// <summary>Judges a field by any mesh in the frame that the field was fitted in.</summary>
    /// <param name="mesh">The mesh, in its own units.</param>
    /// <param name="sign">How inside is told from outside.</param>
    /// <param name="placement">From the shape's frame to the field's coordinates.</param>
    /// <param name="domain">Where the field was trained, in field coordinates.</param>
    /// <param name="program">The field with its parameters.</param>
    /// <param name="threads">Threads for what is not the field; 0 for one per processor.</param>
    /// <exception cref="InputException">The mesh has no area.</exception>
    public static SurfaceQuality Judge(
        TriangleMesh mesh, SignRule sign, SurfacePlacement placement, Box3 domain, IFieldProgram program, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(placement);
        using SignedDistance distance = new(Place(mesh, placement), sign, threads);
        return Judge(distance, placement, domain, program, threads);
    }

    private static SurfaceQuality Judge(
        SignedDistance distance, SurfacePlacement placement, Box3 domain, IFieldProgram program, int threads)
    {
        DistanceField field = new(program);
        FieldSurfaceMetrics metrics = FieldSurfaceMetrics.Evaluate(field, distance);
        double unit = 1 / placement.Scale;
        double? chamfer = Extract(field, domain, threads) is { } surface
            ? MeshComparison.Compare(surface, distance.Tree.Mesh, threads).Chamfer * unit
            : null;
        Spread error = metrics.AbsError;
        return new(
            metrics.Iou, chamfer, metrics.NormalAngleErrorDegrees,
            new(error.Mean * unit, error.P99 * unit, error.Max * unit), metrics.EikonalDeviation);
    }

    private static TriangleMesh Place(TriangleMesh mesh, SurfacePlacement placement)
        => new(placement.ToField(mesh.Positions, mesh.Origin), mesh.Indices);

    /// <summary>Interior intersection over union on a few uniform places of the shape's box.</summary>
    public override double Glance(IFieldProgram program)
    {
        (Vector3[] places, float[] distances) = _glance.Value;
        float[] values = new float[places.Length];
        new DistanceField(program).Evaluate(places, values);
        int both = 0, either = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < 0 && distances[i] < 0) both++;
            if (values[i] < 0 || distances[i] < 0) either++;
        }
        return both / (double)Math.Max(1, either);
    }

    /// <inheritdoc/>
    public void Dispose() => Distance.Dispose();

    private (Vector3[] Places, float[] Distances) DrawGlance()
    {
        Vector3[] places = new Vector3[GlancePlaces];
        float[] distances = new float[GlancePlaces];
        Box3 box = Placement.ToField(Bounds);
        Vector3 low = box.Min.ToVector3(), size = box.Size.ToVector3();
        for (int i = 0; i < places.Length; i++) places[i] = low + (size * new SampleRandom(0, Stream, i).Unit3());
        Distance.Query(places, distances);
        return (places, distances);
    }

    private static Box3 BoundsOf(TriangleMesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return mesh.Bounds;
    }

    /// <summary>Tells these places apart from those that are trained.</summary>
    private const ulong Stream = 0x676C616E6365;
}
