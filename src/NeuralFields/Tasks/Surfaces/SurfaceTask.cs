using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.Backends;
using NeuralFields.Fields;
using NeuralFields.Geometry;
using NeuralFields.Meshing;
using NeuralFields.RadialBases;

namespace NeuralFields.Tasks;

/// <summary>
/// Fits a field of signed distances to a shape: three coordinates in, the distance in field units out, negative
/// inside.
/// </summary>
public abstract class SurfaceTask : FieldTask
{
    /// <summary>Cells along the longest side of the mesh that a field is judged by.</summary>
    public const int JudgedResolution = 256;

    // Enough for a covariance per kernel; NeuRBF's own program takes a hundred times as many.
    private const int PointsPerKernel = 12;

    // The resolution by which the authors bound widths from below.
    private const double KernelPitches = 1024;

    private protected SurfaceTask(Box3 bounds, SurfaceScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        double longest = bounds.Size.Largest;
        if (!(longest > 0) || !double.IsFinite(longest))
            throw new InputException("the shape has no extent, expected points that span a volume or a surface.");
        (Bounds, Scene) = (bounds, scene with { Encoding = scene.Encoding.Resolve(Encodings.Grid.UsualFinestResolution) });
        Field = FieldSpec.Value(3, 1, Scene.Encoding, Scene.Network);
        bool isUnit = scene.Range == CoordinateRange.Unit;
        double span = isUnit ? 1 : 2;
        Placement = new(bounds.Center, span / (longest * (1 + (2 * scene.Padding))), isUnit ? 0.5 : 0);
        Domain = Placement.ToField(bounds.Grow(scene.Padding * longest));
    }

    /// <inheritdoc/>
    public override SurfaceScene Scene { get; }

    /// <inheritdoc/>
    public override FieldSpec Field { get; }

    /// <summary>The shape's box, in its own units.</summary>
    public Box3 Bounds { get; }

    /// <summary>From the shape's frame to the field's coordinates.</summary>
    public SurfacePlacement Placement { get; }

    /// <summary>The box, in field coordinates, in which distances are trained.</summary>
    public Box3 Domain { get; }

    private protected override WeightedPoints KernelPoints(int kernels)
    {
        Vector3[] places = SurfacePlaces(kernels * PointsPerKernel);
        float[] weights = new float[places.Length];
        Array.Fill(weights, 1);
        double extent = Domain.Size.Largest;
        return new(3, MemoryMarshal.Cast<Vector3, float>(places).ToArray(), weights, extent / KernelPitches, extent);
    }

    /// <summary>Places of the surface in field coordinates, by which kernels are placed.</summary>
    /// <param name="count">About how many.</param>
    private protected abstract Vector3[] SurfacePlaces(int count);

    /// <summary>Judges a field.</summary>
    /// <param name="program">The compiled <see cref="FieldTask.Field"/> with its parameters.</param>
    /// <param name="threads">Threads for what is not the field; 0 for one per processor.</param>
    public abstract SurfaceQuality Evaluate(IFieldProgram program, int threads = 0);

    /// <summary>A figure of quality that is fast enough to be asked for while training.</summary>
    /// <param name="program">The compiled <see cref="FieldTask.Field"/> with its parameters.</param>
    public abstract double Glance(IFieldProgram program);

    /// <summary>The shape's longest side in field units.</summary>
    private protected double LongestSide => Bounds.Size.Largest * Placement.Scale;

    /// <summary>The field's surface in field coordinates; null where there is none.</summary>
    private protected static TriangleMesh? Extract(DistanceField field, Box3 domain, int threads)
    {
        SampleGrid grid = SampleGrid.Over(domain, JudgedResolution);
        TriangleMesh mesh = FieldMesher.Extract(field, grid, new() { Threads = threads }).Mesh;
        return mesh.TriangleCount == 0 ? null : mesh;
    }
}
