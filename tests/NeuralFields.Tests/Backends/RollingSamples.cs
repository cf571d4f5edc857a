using NeuralFields.Numerics;
using NeuralFields.Training;

namespace NeuralFields.Tests.Backends;

/// <summary>Places anywhere, all but the last few of a batch four times, three steps apart.</summary>
internal sealed class RollingSamples(int batch, int inputCount, int targetCount) : ISampleSource
{
    private const int Others = 21, Uses = 4, Lag = 3;

    public int InputCount => inputCount;

    public int TargetCount => targetCount;

    /// <summary>Whether it says so.</summary>
    public bool Tells { get; init; }

    public SampleReuse Reuse => Tells ? new((batch - Others) / Uses * Uses, Uses, Lag) : default;

    public void Fill(long firstSample, SampleRows inputs, SampleRows targets)
    {
        for (int t = 0; t < inputs.Count; t++)
        {
            (long step, long place) = Math.DivRem(firstSample + t, batch);
            long age = place < (batch - Others) / Uses * Uses ? place % Uses : 0;
            Pcg32 random = new((ulong)(step - (Lag * age) + 100), (ulong)(place - age));
            for (int i = 0; i < inputCount; i++) inputs[i][t] = random.NextFloat();
            for (int i = 0; i < targetCount; i++) targets[i][t] = random.NextFloat();
        }
    }
}
