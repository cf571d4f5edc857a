using NeuralFields.Backends;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Training;

namespace NeuralFields.Tests.Rendering;

/// <summary>A field program that is a function of two coordinates and counts what it is asked.</summary>
internal sealed class PictureProgram(int channels, Func<float, float, int, float> value) : IFieldProgram
{
    public FieldSpec Spec { get; } = FieldSpec.Value(2, channels, new Identity(), new Mlp());

    public int LargestCall { get; private set; }

    public Func<TrainingSpec, ISampleSource, ITrainingRun>? OnTrain { get; init; }

    public void SetParameters(ReadOnlySpan<float> values) => Assert.Equal(Spec.Layout().Count, values.Length);

    public void GetParameters(Span<float> values) { }

    public void Evaluate(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        LargestCall = Math.Max(LargestCall, inputs.Length / 2);
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = value(inputs[2 * (i / channels)], inputs[(2 * (i / channels)) + 1], i % channels);
    }

    public void Differentiate(
        ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> outputGradients,
        Span<float> inputGradients)
        => throw new NotSupportedException();

    public ITrainingRun Train(TrainingSpec training, ISampleSource samples) => OnTrain!(training, samples);

    public ITrainingRun TrainRays(TrainingSpec training, RaySpec rays, IRaySource source)
        => throw new NotSupportedException();

    public void Dispose() { }
}
