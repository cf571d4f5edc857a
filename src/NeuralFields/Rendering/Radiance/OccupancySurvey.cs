using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Volumes;

namespace NeuralFields.Rendering.Radiance;

/// <summary>Finds what may hold something by looking into every cell of a field: for fields that come without bits.</summary>
/// <remarks>
/// A state of training knows better: in cells that it found empty, rays were not trained any more, and what fields say
/// there is chance. chair-100 after 12 s: 33.3 dB by the state's bits, 32.9 dB by these (32.5 dB with neighbours added).
/// </remarks>
public static class OccupancySurvey
{
    private const int Inputs = 6, Outputs = 4, BatchCells = 1 << 16;

    // Optical thickness of the reference step √3/1024, as in training.
    private const float Threshold = 0.01f;

    /// <summary>Looks into the middle of every cell.</summary>
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
                if (outputs[i * Outputs] * (Math.Sqrt(3) / 1024) > Threshold) bits.Add(first + i);
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
}
