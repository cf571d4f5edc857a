using NeuralFields.Backends;
using NeuralFields.Fields;

namespace NeuralFields.Tests.Backends;

/// <summary>What one call of Differentiate returns.</summary>
internal sealed record Gradients(FieldSpec Spec, float[] Values, float[] InputGradients)
{
    public static Gradients Of(IFieldProgram program, FieldCase test, float[] points)
    {
        int count = points.Length / test.Spec.InputCount;
        float[] values = new float[count * test.Spec.OutputCount], gradients = new float[points.Length];
        program.Differentiate(points, values, test.OutputNumbers(count), gradients);
        return new(test.Spec, values, gradients);
    }

    public ReadOnlySpan<float> Value(int sample) => Values.AsSpan(sample * Spec.OutputCount, Spec.OutputCount);

    public ReadOnlySpan<float> Gradient(int sample) => InputGradients.AsSpan(sample * Spec.InputCount, Spec.InputCount);
}
