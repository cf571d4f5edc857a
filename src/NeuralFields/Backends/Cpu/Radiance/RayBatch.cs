using System.Numerics;
using NeuralFields.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The rays of two steps, since the next ones are marched while these are learnt from, and the features of one: their
/// gradient overwrites them, and a level's owner then writes the next step's features over that.
/// </summary>
internal sealed unsafe class RayBatch : TileBatch, IDisposable
{
    private readonly RaySet[] _sets;
    private readonly AlignedBuffer<float> _features, _basis, _records, _distances;
    private readonly FieldPlan _plan;

    /// <summary>A batch's memory.</summary>
    /// <param name="plan">The field.</param>
    /// <param name="samples">Samples to be learnt per step.</param>
    /// <param name="maxRays">The most rays of a step.</param>
    /// <param name="learnsCameras">Whether derivatives by rays are kept.</param>
    /// <param name="latents">Numbers of a view's latent vector.</param>
    public RayBatch(FieldPlan plan, int samples, int maxRays, bool learnsCameras, int latents)
    {
        _plan = plan;
        MaxRays = maxRays;
        MaxMarched = RayCounter.RoomFor(samples, plan.TileSize);
        // Two neighbours never fit one tile together, so that tiles are more than half full.
        int maxTiles = (2 * MaxMarched / plan.TileSize) + (maxRays / RayTile.MaxRays) + 2;
        int kept = learnsCameras ? maxRays : 0;
        _sets =
        [
            .. Enumerable.Range(0, 2).Select(_ => new RaySet(plan, maxRays, maxTiles)
            {
                Given = new Vector3[kept],
                Gradients = new RayGradient[kept],
                ByLatents = new float[maxRays * latents],
            }),
        ];
        _features = new((long)maxTiles * plan.FeatureRows * plan.Stride);
        _basis = new((long)maxTiles * plan.BasisRows * plan.Stride);
        _records = new((long)maxTiles * plan.RecordLength * plan.Stride);
        _distances = new((long)maxRays * plan.TileSize);
    }

    /// <summary>The most rays of a step.</summary>
    public int MaxRays { get; }

    /// <summary>Marched samples that fit a step.</summary>
    public int MaxMarched { get; }

    /// <summary>The most samples of a ray.</summary>
    public int MaxSamples => _plan.TileSize;

    /// <summary>The rays of a step.</summary>
    public RaySet Of(long step) => _sets[step & 1];

    /// <summary>Where a ray being marched leaves its distances until they are written to a tile.</summary>
    public Span<float> Distances(int ray) => new(_distances.Pointer + ((long)ray * MaxSamples), MaxSamples);

    public override int TilesOf(long step) => Of(step).TileCount;

    public override int ColumnsOf(long step, int tile) => DenseKernels.Padded(Of(step).Tiles[tile].Used);

    public override float* Coordinates(long step, int tile) => Of(step).Coordinates(tile);

    public override float* Features(int tile) => _features.Pointer + ((nint)tile * _plan.FeatureRows * _plan.Stride);

    /// <summary>Kernels are found once it is known which samples light reaches, so that these rows exist once.</summary>
    public override float* Basis(long step, int tile) => _basis.Pointer + ((nint)tile * _plan.BasisRows * _plan.Stride);

    public override float* Records(int tile) => _records.Pointer + ((nint)tile * _plan.RecordLength * _plan.Stride);

    public override bool IsKnownAhead => false;

    public void Dispose()
    {
        foreach (RaySet set in _sets) set.Dispose();
        _features.Dispose();
        _basis.Dispose();
        _records.Dispose();
        _distances.Dispose();
    }
}
