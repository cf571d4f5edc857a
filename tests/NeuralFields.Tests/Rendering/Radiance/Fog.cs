using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Fields;
using NeuralFields.Tests.Backends;
using NeuralFields.Training;

namespace NeuralFields.Tests.Rendering.Radiance;

/// <summary>One density and colour behind a plane, or in a ball around the middle that thins out.</summary>
internal sealed class Fog(float density) : IFieldProgram
{
    public static Vector3 Color { get; } = new(0.2f, 0.5f, 0.9f);

    /// <summary>Where it begins along z.</summary>
    public float From { get; init; }

    /// <summary>The radius at which a ball is e times thinner than in its middle; 0 for no ball.</summary>
    public float Radius { get; init; }

    public FieldSpec Spec { get; } = RayCases.Field();

    public void Evaluate(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (int i = 0; i < outputs.Length / 4; i++)
        {
            Vector3 place = new(inputs.Slice(6 * i, 3));
            float part = Radius == 0 ? 1 : MathF.Exp(-Vector3.DistanceSquared(place, new(0.5f)) / (Radius * Radius));
            outputs[4 * i] = place.Z < From ? 0 : density * part;
            Color.CopyTo(outputs.Slice((4 * i) + 1, 3));
        }
    }

    public void SetParameters(ReadOnlySpan<float> values) => throw new NotSupportedException();

    public void GetParameters(Span<float> values) => throw new NotSupportedException();

    public void Differentiate(
        ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> outputGradients,
        Span<float> inputGradients) => throw new NotSupportedException();

    public ITrainingRun Train(TrainingSpec training, ISampleSource samples) => throw new NotSupportedException();

    public ITrainingRun TrainRays(TrainingSpec training, RaySpec rays, IRaySource source)
        => throw new NotSupportedException();

    public void Dispose() { }
}
