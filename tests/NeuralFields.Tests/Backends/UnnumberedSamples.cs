using NeuralFields.Training;

namespace NeuralFields.Tests.Backends;

/// <summary>The samples of another source, whose places have no numbers.</summary>
internal sealed class UnnumberedSamples(ISampleSource source) : ISampleSource
{
    public int InputCount => source.InputCount;

    public int TargetCount => source.TargetCount;

    public void Fill(long firstSample, SampleRows inputs, SampleRows targets) => source.Fill(firstSample, inputs, targets);
}
