using NeuralFields.Parameters;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Backends;

/// <summary>The gradient of a loss by central differences, in some numbers of every trained tensor.</summary>
internal static class ComponentGradient
{
    /// <summary>Places in the parameter vector, at most so many of each trained tensor, evenly spread over it.</summary>
    public static int[] Components(ParameterLayout layout, int mostPerTensor)
        => [.. layout.Tensors.Where(t => t.IsTrained).SelectMany(t => Spread(t, mostPerTensor))];

    /// <summary>One derivative for each of the components; the other parameters stay as they are.</summary>
    public static double[] Of(int[] components, double[] parameters, Func<double[], double> function)
    {
        double[] moved = [.. parameters];
        return CentralDifference.Gradient(
            values =>
            {
                for (int i = 0; i < components.Length; i++) moved[components[i]] = values[i];
                return function(moved);
            },
            [.. components.Select(c => parameters[c])]);
    }

    private static IEnumerable<int> Spread(ParameterTensor tensor, int most)
    {
        int chosen = Math.Min(tensor.Count, most);
        return Enumerable.Range(0, chosen).Select(i => tensor.Offset + (int)((long)i * tensor.Count / chosen));
    }
}
