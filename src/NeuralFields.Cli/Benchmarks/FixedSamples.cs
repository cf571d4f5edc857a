using NeuralFields.Numerics;
using NeuralFields.Training;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>
/// Random samples that cost nothing: only the first batches are written. A backend keeps two batches, this one and the
/// next, so from then on its rows hold the values of two steps before.
/// </summary>
/// <param name="inputs">Coordinates per sample.</param>
/// <param name="targets">Targets per sample.</param>
/// <param name="batchSize">Samples per step.</param>
internal sealed class FixedSamples(int inputs, int targets, int batchSize) : ISampleSource
{
    private const int WrittenBatches = 2;

    public int InputCount => inputs;

    public int TargetCount => targets;

    public void Fill(long firstSample, SampleRows inputs, SampleRows targets)
    {
        if (firstSample >= (long)WrittenBatches * batchSize) return;
        for (int row = 0; row < InputCount; row++) Write(inputs[row], firstSample, (ulong)row);
        for (int row = 0; row < TargetCount; row++) Write(targets[row], firstSample, (ulong)(InputCount + row));
    }

    /// <summary>Random numbers of 0 to 1.</summary>
    public static float[] Values(int count)
    {
        float[] values = new float[count];
        Write(values, 0, stream: 0);
        return values;
    }

    private static void Write(Span<float> values, long first, ulong stream)
    {
        Pcg32 random = new(seed: 1, stream);
        random.Advance((ulong)first);
        foreach (ref float value in values) value = random.NextFloat();
    }
}
