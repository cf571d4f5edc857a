using NeuralFields.Training;

namespace NeuralFields.Tests.Sampling;

/// <summary>Samples of a source as arrays: [rows][samples].</summary>
internal static class SampledRows
{
    public static unsafe (float[][] Inputs, float[][] Targets) Draw(ISampleSource source, long first, int count)
    {
        float[] inputs = new float[source.InputCount * count], targets = new float[source.TargetCount * count];
        fixed (float* x = inputs, y = targets)
            source.Fill(first, new SampleRows(x, count, count), new SampleRows(y, count, count));
        return ([.. inputs.Chunk(count)], [.. targets.Chunk(count)]);
    }
}
