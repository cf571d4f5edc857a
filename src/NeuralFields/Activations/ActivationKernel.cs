namespace NeuralFields.Activations;

/// <summary>
/// An activation compiled for one lane width: passes over a tile of floats that still stands in the cache.
/// </summary>
/// <remarks>
/// Every count is a multiple of 16. Buffers may have any alignment; 64 bytes is fastest. Kernels hold no state, so
/// any number of threads may share one.
/// </remarks>
public abstract unsafe class ActivationKernel
{
    /// <summary>Replaces each z by σ(z).</summary>
    /// <param name="z">[count] pre-activations in, values out.</param>
    /// <param name="count">How many; a multiple of 16.</param>
    public abstract void Infer(float* z, int count);

    /// <summary>
    /// Replaces each z by σ(z) and keeps what <see cref="Backward"/> needs. Where the activation's
    /// <see cref="Activation.SlopeOfValue"/> holds, the value is enough and <paramref name="slope"/> is not touched.
    /// </summary>
    /// <param name="z">[count] pre-activations in, values out.</param>
    /// <param name="slope">[count] σ′(z), overwritten; may be null where the value is enough.</param>
    /// <param name="count">How many; a multiple of 16.</param>
    public abstract void Forward(float* z, float* slope, int count);

    /// <summary>Turns the gradient with respect to σ(z) into the gradient with respect to z.</summary>
    /// <param name="gradient">[count] multiplied in place by σ′(z).</param>
    /// <param name="slopeOrValue">
    /// [count] the slopes of <see cref="Forward"/>, or where <see cref="Activation.SlopeOfValue"/> holds its values.
    /// </param>
    /// <param name="count">How many; a multiple of 16.</param>
    public abstract void Backward(float* gradient, float* slopeOrValue, int count);

    /// <summary>Replaces each z by σ(z) and writes both derivatives, for losses that read gradients.</summary>
    /// <param name="z">[count] pre-activations in, values out.</param>
    /// <param name="slope">[count] σ′(z), overwritten.</param>
    /// <param name="curvature">[count] σ″(z), overwritten.</param>
    /// <param name="count">How many; a multiple of 16.</param>
    public abstract void ForwardCurved(float* z, float* slope, float* curvature, int count);
}
