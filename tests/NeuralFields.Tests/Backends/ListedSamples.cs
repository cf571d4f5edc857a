using NeuralFields.Training;

namespace NeuralFields.Tests.Backends;

/// <summary>A list of samples, over and over. Batches of whole repetitions have the list's own mean gradient.</summary>
internal sealed class ListedSamples(float[] inputs, float[] targets, int inputCount, int targetCount) : ISampleSource
{
    public int InputCount => inputCount;

    public int TargetCount => targetCount;

    public long RepeatsAfter { get; init; }

    public void Fill(long firstSample, SampleRows inputRows, SampleRows targetRows)
    {
        for (int t = 0; t < inputRows.Count; t++)
        {
            int sample = (int)((firstSample + t) % (inputs.Length / inputCount));
            for (int i = 0; i < inputCount; i++) inputRows[i][t] = inputs[(sample * inputCount) + i];
            for (int i = 0; i < targetCount; i++) targetRows[i][t] = targets[(sample * targetCount) + i];
        }
    }
}
