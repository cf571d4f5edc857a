using System.Numerics;
using NeuralFields.Numerics;
using NeuralFields.Training;

namespace NeuralFields.Viewer.Tests.Gpu;

/// <summary>Places and exact distances of two balls that meet, in [−1,1]³ or [0,1]³.</summary>
/// <param name="isUnit">Whether coordinates are 0 to 1.</param>
internal sealed class ShapeSamples(bool isUnit) : ISampleSource
{
    public int InputCount => 3;

    public int TargetCount => 1;

    public void Fill(long firstSample, SampleRows inputs, SampleRows targets)
    {
        Pcg32 random = new(7, (ulong)firstSample);
        for (int i = 0; i < inputs.Count; i++)
        {
            Vector3 place = (new Vector3(random.NextFloat(), random.NextFloat(), random.NextFloat()) * 2) - Vector3.One;
            float distance = Math.Min(place.Length() - 0.55f, Vector3.Distance(place, new(0.5f, 0.3f, 0.1f)) - 0.3f);
            for (int c = 0; c < 3; c++) inputs[c][i] = isUnit ? (0.5f * place[c]) + 0.5f : place[c];
            targets[0][i] = isUnit ? 0.5f * distance : distance;
        }
    }
}
