using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Volumes;

namespace NeuralFields.Rendering.Radiance;

/// <summary>Finds what may hold something by looking into every cell of a field: for fields that come without bits.</summary>
public static class OccupancySurvey
{
    private const int Inputs = 6, Outputs = 4, BatchCells = 1 << 16;

    // Optical thickness of the reference step √3/1024. Below training's 0.01, since one place stands for a cell.
    private const float Threshold = 0.004f;

    /// <summary>Looks into the middle of every cell; neighbours of what is found count as occupied, too.</summary>
    /// <param name="program">A radiance field.</param>
    /// <param name="space">Its space.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    public static OccupancyBits Of(IFieldProgram program, VolumeSpace space, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(space);
        OccupancyBits bits = new(space.Cascades);
        float[] inputs = new float[BatchCells * Inputs], outputs = new float[BatchCells * Outputs];
        inputs.AsSpan().Fill(0.5f);
        int cells = space.Cascades * OccupancyBits.CellsPerCascade;
        for (int first = 0; first < cells; first += BatchCells)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < BatchCells; i++) Middle(space, first + i).CopyTo(inputs.AsSpan(i * Inputs, 3));
            program.Evaluate(inputs, outputs);
            for (int i = 0; i < BatchCells; i++)
                if (outputs[i * Outputs] * (Math.Sqrt(3) / 1024) > Threshold) AddAround(bits, first + i);
        }
        bits.Complete();
        return bits;
    }

    private static Vector3 Middle(VolumeSpace space, int cell)
    {
        (int cascade, int x, int y, int z) = OccupancyBits.PlaceOf(cell);
        float side = 1 << cascade, unit = side / OccupancyBits.Resolution;
        return space.ToField(
            (new Vector3(x + 0.5f, y + 0.5f, z + 0.5f) * unit) + new Vector3(0.5f - (0.5f * side)));
    }

    private static void AddAround(OccupancyBits bits, int cell)
    {
        (int cascade, int x, int y, int z) = OccupancyBits.PlaceOf(cell);
        const int last = OccupancyBits.Resolution - 1;
        for (int dz = Math.Max(0, z - 1); dz <= Math.Min(last, z + 1); dz++)
            for (int dy = Math.Max(0, y - 1); dy <= Math.Min(last, y + 1); dy++)
                for (int dx = Math.Max(0, x - 1); dx <= Math.Min(last, x + 1); dx++)
                {
                    int near = OccupancyBits.CellOf(cascade, dx, dy, dz);
                    bits.Set(near >> 6, bits.Bricks[near >> 6] | (1ul << (near & 63)));
                }
    }
}
