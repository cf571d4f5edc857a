using NeuralFields.Numerics;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// Keeps the occupancy of a field under training: every few steps densities at random places of random cells, half of
/// them occupied ones, and in between those of the marched samples.
/// </summary>
internal sealed unsafe class OccupancyTraining : IParallelWork, IDisposable
{
    private readonly CpuProgram _program;
    private readonly RayTileLearning _learning;
    private readonly VolumeSpace _space;
    private readonly ulong _seed;
    private readonly int[] _cells;
    private readonly float[] _densities;
    private readonly int _usualCount;
    private long _step;
    private int _count;
    private bool _isSweep;

    public OccupancyTraining(
        CpuProgram program, RayTileLearning learning, VolumeSpace space, TrainingSpec training)
    {
        (_program, _learning, _space, _seed) = (program, learning, space, training.Seed);
        Values = new(space.Cascades);
        _usualCount = training.BatchSize;
        int most = Math.Max(_usualCount, SweepCount);
        (_cells, _densities) = (new int[most], new float[most]);
    }

    public OccupancyValues Values { get; }

    private int SweepCount => Values.CellCount / 8;

    /// <summary>Looks into cells and renews the bits where a step is due for it.</summary>
    public void Update(long step)
    {
        if (!OccupancyRule.IsDue(step)) return;
        _step = step;
        _isSweep = OccupancyRule.IsSweep(step);
        _count = _isSweep ? SweepCount : _usualCount;
        _program.Pool.Run(this, (_count + _program.Plan.TileSize - 1) / _program.Plan.TileSize);
        for (int i = 0; i < _count; i++)
            for (int corner = 0; corner < (_isSweep ? 8 : 1); corner++)
                Values.Learn(_cells[i] ^ (((corner & 4) << 2) | ((corner & 2) << 1) | (corner & 1)), _densities[i]);
        Values.Renew(_program.Pool);
    }

    /// <summary>Takes the densities of a step's marched samples into account.</summary>
    public void Learn(RaySet set)
    {
        for (int tile = 0; tile < set.TileCount; tile++)
        {
            float* densities = set.Densities(tile);
            int* cells = set.Cells(tile);
            for (int i = 0; i < set.Tiles[tile].Marched; i++) Values.Learn(cells[i], densities[i]);
        }
    }

    /// <summary>Evaluates the densities of one tile of cells.</summary>
    public void Run(int item, int worker)
    {
        TileFrame frame = _program.Frames[worker];
        int tileSize = _program.Plan.TileSize, first = item * tileSize, count = Math.Min(tileSize, _count - first);
        frame.Columns = DenseKernels.Padded(count);
        frame.Coordinates = frame.CoordinateMemory.Pointer;
        frame.Features = frame.OwnFeatures;
        frame.WeightGradients = null;
        for (int i = 0; i < count; i++) Choose(first + i, frame.Coordinates + i, frame.Stride);
        foreach (TileNode node in _learning.DensityNodes) node.Forward(frame, TilePass.Infer);
        _learning.Density.Forward(frame, TilePass.Infer);
        new ReadOnlySpan<float>(frame[_learning.Density.Value], count).CopyTo(_densities.AsSpan(first, count));
    }

    public void Dispose() => Values.Dispose();

    private void Choose(int index, float* coordinates, nint stride)
    {
        Pcg32 random = OccupancyRule.Draw(_seed, _step, index);
        int cell = _isSweep ? FirstOfCube(index) : (int)random.NextBounded((uint)Values.CellCount);
        if (!_isSweep && (index & 1) != 0)
            for (int i = 0; i < OccupancyRule.Tries && !Values.Bits[cell]; i++)
                cell = (int)random.NextBounded((uint)Values.CellCount);
        _cells[index] = cell;
        (int cascade, int x, int y, int z) = OccupancyBits.PlaceOf(cell);
        float size = _isSweep ? 2 : 1, unit = (1 << cascade) / (float)OccupancyBits.Resolution;
        float low = 0.5f - (0.5f * (1 << cascade)) - _space.Low, perField = 1f / _space.AabbScale;
        coordinates[0] = (low + ((x + (size * random.NextFloat())) * unit)) * perField;
        coordinates[stride] = (low + ((y + (size * random.NextFloat())) * unit)) * perField;
        coordinates[2 * stride] = (low + ((z + (size * random.NextFloat())) * unit)) * perField;
    }

    /// <summary>The first cell of a cube of 2³; a brick of 64 cells has 8 of them.</summary>
    private static int FirstOfCube(int index)
    {
        int cube = index & 7;
        return ((index >> 3) << 6) | ((cube & 4) << 3) | ((cube & 2) << 2) | ((cube & 1) << 1);
    }
}
