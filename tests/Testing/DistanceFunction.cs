using System.Numerics;
using NeuralFields.Activations;
using NeuralFields.Backends;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Training;

namespace NeuralFields.Testing;

/// <summary>A field program that is a function of places in space: renderers are tested on surfaces known exactly.</summary>
/// <param name="distance">Signed distance of a place.</param>
/// <param name="isSmooth">Whether its description is one of smooth fields, whose gradient is trusted.</param>
public sealed class DistanceFunction(Func<Vector3, float> distance, bool isSmooth = false) : IFieldProgram
{
    private const float Step = 1e-3f;

    /// <inheritdoc/>
    public FieldSpec Spec { get; } = FieldSpec.Value(
        3, 1, new Identity(), new Mlp { Activation = Activation.Find(isSmooth ? "Softplus" : "ReLU") });

    /// <summary>How many gradients were asked for.</summary>
    public long Gradients { get; private set; }

    /// <summary>A ball.</summary>
    public static DistanceFunction Sphere(Vector3 center, float radius, bool isSmooth = false)
        => new(p => Vector3.Distance(p, center) - radius, isSmooth);

    /// <summary>A box along the axes.</summary>
    public static float Box(Vector3 place, Vector3 center, Vector3 half)
    {
        Vector3 q = Vector3.Abs(place - center) - half;
        return Vector3.Max(q, Vector3.Zero).Length() + Math.Min(0, Math.Max(q.X, Math.Max(q.Y, q.Z)));
    }

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (int i = 0; i < outputs.Length; i++) outputs[i] = distance(Place(inputs, i));
    }

    /// <inheritdoc/>
    public void Differentiate(
        ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> outputGradients,
        Span<float> inputGradients)
    {
        Evaluate(inputs, outputs);
        Gradients += outputs.Length;
        for (int i = 0; i < outputs.Length; i++)
            for (int axis = 0; axis < 3; axis++)
            {
                Vector3 offset = Vector3.Zero;
                offset[axis] = Step;
                float difference = distance(Place(inputs, i) + offset) - distance(Place(inputs, i) - offset);
                inputGradients[(3 * i) + axis] = outputGradients[i] * difference / (2 * Step);
            }
    }

    /// <inheritdoc/>
    public void SetParameters(ReadOnlySpan<float> values) { }

    /// <inheritdoc/>
    public void GetParameters(Span<float> values) { }

    /// <inheritdoc/>
    public ITrainingRun Train(TrainingSpec training, ISampleSource samples) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ITrainingRun TrainRays(TrainingSpec training, RaySpec rays, IRaySource source)
        => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() { }

    private static Vector3 Place(ReadOnlySpan<float> inputs, int i)
        => new(inputs[3 * i], inputs[(3 * i) + 1], inputs[(3 * i) + 2]);
}
