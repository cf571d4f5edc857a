using NeuralFields.Numerics;

namespace NeuralFields.RadialBases;

/// <summary>What happens to the values of a sample's kernels before they weight features.</summary>
/// <remarks>Chen et al. 2023, NeuRBF, eq. 4 to 6.</remarks>
public static class RadialMixture
{
    /// <summary>φ̃_k = φ_k / (Σ φ + floor), in place.</summary>
    /// <param name="values">[kernels] φ in, φ̃ out.</param>
    /// <param name="floor">Keeps the quotient finite, and lets it fade where all kernels end.</param>
    /// <returns>Σ φ + floor.</returns>
    public static T Normalize<T>(Span<T> values, double floor) where T : struct, IReal<T>
    {
        T sum = values[0];
        for (int k = 1; k < values.Length; k++) sum += values[k];
        sum += T.Const(floor);
        for (int k = 0; k < values.Length; k++) values[k] /= sum;
        return sum;
    }

    /// <summary>The gradient of φ from that of φ̃, in place: (a_k − Σ a_j φ̃_j) / (Σ φ + floor).</summary>
    /// <param name="gradients">[kernels] a = ∂L/∂φ̃ in, ∂L/∂φ out.</param>
    /// <param name="values">[kernels] φ̃.</param>
    /// <param name="sum">Σ φ + floor.</param>
    public static void PullNormalization<T>(Span<T> gradients, ReadOnlySpan<T> values, T sum) where T : struct, IReal<T>
    {
        T mean = gradients[0] * values[0];
        for (int k = 1; k < values.Length; k++) mean = T.Fma(gradients[k], values[k], mean);
        for (int k = 0; k < values.Length; k++) gradients[k] = (gradients[k] - mean) / sum;
    }
}
