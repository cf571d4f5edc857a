using System.Numerics;
using NeuralFields.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Training;

namespace NeuralFields.Backends.Cpu;

/// <summary>The rays of one step and the tiles that hold their samples. A tile holds whole rays.</summary>
internal sealed unsafe class RaySet : IDisposable
{
    private readonly AlignedBuffer<float> _coordinates, _lengths, _densities;
    private readonly AlignedBuffer<int> _cells;
    private readonly nint _stride;
    private readonly int _inputs;

    /// <summary>Memory for the rays of a step.</summary>
    /// <param name="plan">The field.</param>
    /// <param name="maxRays">The most rays.</param>
    /// <param name="maxTiles">The most tiles.</param>
    public RaySet(FieldPlan plan, int maxRays, int maxTiles)
    {
        (_stride, _inputs) = (plan.Stride, plan.InputCount);
        Rays = new TrainingRay[maxRays];
        Counts = new int[maxRays];
        Stretches = new float[maxRays];
        Tiles = new RayTile[maxTiles];
        _coordinates = new((long)maxTiles * _inputs * _stride);
        _lengths = new(2L * maxTiles * _stride);
        _densities = new((long)maxTiles * _stride);
        _cells = new((long)maxTiles * _stride);
    }

    /// <summary>The number of the first ray since the start of training.</summary>
    public long FirstRay { get; set; }

    /// <summary>Rays of the step; packing leaves out those that find no room.</summary>
    public int RayCount { get; set; }

    public int TileCount { get; private set; }

    public TrainingRay[] Rays { get; }

    /// <summary>[rays] samples of each.</summary>
    public int[] Counts { get; }

    /// <summary>[rays] factors on the lengths of steps, for rays that would have too many.</summary>
    public float[] Stretches { get; }

    /// <summary>[rays] directions before cameras were corrected; empty where no cameras are learnt.</summary>
    public Vector3[] Given { get; init; } = [];

    /// <summary>[rays] derivatives of the loss; empty where no cameras are learnt.</summary>
    public RayGradient[] Gradients { get; init; } = [];

    /// <summary>[rays, numbers] derivatives by the latent vectors of their views; empty where none are learnt.</summary>
    public float[] ByLatents { get; init; } = [];

    public RayTile[] Tiles { get; }

    /// <summary>Samples that were marched.</summary>
    public long Marched { get; private set; }

    /// <summary>A tile's coordinate rows.</summary>
    public float* Coordinates(int tile) => _coordinates.Pointer + (tile * _inputs * _stride);

    /// <summary>A tile's row of step lengths; the row of distances from the eye follows.</summary>
    public float* Lengths(int tile) => _lengths.Pointer + (2 * tile * _stride);

    /// <summary>A tile's row of densities at all marched samples.</summary>
    public float* Densities(int tile) => _densities.Pointer + (tile * _stride);

    /// <summary>A tile's row of the cells of all marched samples.</summary>
    public int* Cells(int tile) => _cells.Pointer + (tile * _stride);

    /// <summary>Deals rays to tiles in order.</summary>
    /// <param name="tileSize">Columns of a tile.</param>
    /// <param name="most">Samples that find room; rays behind are left out.</param>
    public void Pack(int tileSize, int most)
    {
        (TileCount, Marched) = (0, 0);
        int first = 0, columns = 0;
        for (int ray = 0; ray < RayCount; ray++)
        {
            if (Marched + Counts[ray] > most)
            {
                RayCount = ray;
                break;
            }
            if (columns + Counts[ray] > tileSize || ray - first == RayTile.MaxRays)
            {
                Tiles[TileCount++] = new(first, ray, columns);
                (first, columns) = (ray, 0);
            }
            columns += Counts[ray];
            Marched += Counts[ray];
        }
        if (RayCount > first) Tiles[TileCount++] = new(first, RayCount, columns);
    }

    public void Dispose()
    {
        _coordinates.Dispose();
        _lengths.Dispose();
        _densities.Dispose();
        _cells.Dispose();
    }
}

/// <summary>A tile of rays.</summary>
/// <param name="FirstRay">The first ray.</param>
/// <param name="EndRay">The ray behind the last.</param>
/// <param name="Marched">Samples that were marched; at first all of them are computed.</param>
internal record struct RayTile(int FirstRay, int EndRay, int Marched)
{
    /// <summary>The most rays of a tile; bounds the memory of a worker.</summary>
    public const int MaxRays = 256;

    /// <summary>Samples that are learnt from: those that light reaches. Known once the tile was learnt.</summary>
    public int Used { get; set; } = Marched;
}
