namespace NeuralFields.Losses;

/// <summary>
/// A gradient loss compiled for one lane width. Kernels hold no state, so any number of threads may share one.
/// </summary>
public abstract unsafe class GradientLossKernel
{
    /// <summary>Derivatives and sum of the loss over samples.</summary>
    /// <remarks>Every row is padded to a multiple of 16 samples; what stands there is read and overwritten.</remarks>
    /// <param name="value">[count] the field's values.</param>
    /// <param name="gradient">
    /// [dimensions] rows of the field's gradient, overwritten by scale times the derivative of the loss by them; zero
    /// in the padding.
    /// </param>
    /// <param name="target">[1 + dimensions] rows of the kind and the normal; not read by additional terms.</param>
    /// <param name="stride">Floats from one row to the next, in gradient and target.</param>
    /// <param name="dimensions">Components of the gradient, 1 to 3.</param>
    /// <param name="valueGradient">[count] scale times the derivative by the value is added to this.</param>
    /// <param name="scale">Usually 1 / batch.</param>
    /// <param name="count">Samples; any number.</param>
    /// <returns>The sum of the losses, not scaled, the same bits for all lane widths.</returns>
    public abstract double Gradient(
        float* value, float* gradient, float* target, nint stride, int dimensions, float* valueGradient, float scale,
        int count);
}
