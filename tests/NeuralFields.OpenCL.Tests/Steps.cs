using NeuralFields.Backends;
using NeuralFields.Parameters;
using NeuralFields.Testing;

namespace NeuralFields.OpenCL.Tests;

/// <summary>What two backends made of the same steps.</summary>
internal static class Steps
{
    /// <summary>Compares the parameters tensor by tensor.</summary>
    public static void Same(IFieldProgram expected, IFieldProgram actual, string where)
    {
        ParameterLayout layout = expected.Spec.Layout();
        float[] left = new float[layout.Count], right = new float[layout.Count];
        expected.GetParameters(left);
        actual.GetParameters(right);
        foreach (ParameterTensor t in layout.Tensors)
            AssertClose.Relative(left.AsSpan(t.Offset, t.Count), right.AsSpan(t.Offset, t.Count), 1e-3, 2e-5,
                $"{where}: {t.Name}");
    }
}
