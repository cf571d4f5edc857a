namespace NeuralFields.Losses;

/// <summary>
/// A loss compiled for one lane width. Kernels hold no state, so any number of threads may share one.
/// </summary>
public abstract unsafe class LossKernel
{
    /// <summary>Gradient and sum of the loss over predicted numbers.</summary>
    /// <param name="prediction">[count] what the field says.</param>
    /// <param name="target">[count] what it should say.</param>
    /// <param name="gradient">
    /// [count] overwritten by scale times the derivative with respect to the prediction; may be the prediction's
    /// buffer.
    /// </param>
    /// <param name="scale">Usually 1 / (batch × outputs), times a loss scale.</param>
    /// <param name="count">How many; any number.</param>
    /// <returns>
    /// The sum of the losses, not scaled. It is formed in a fixed order, so that all lane widths give the same bits.
    /// </returns>
    public abstract double Gradient(float* prediction, float* target, float* gradient, float scale, int count);
}
