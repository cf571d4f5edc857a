using NeuralFields.Losses;
using NeuralFields.Numerics;
using NeuralFields.Training;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The loss of value and gradient over the samples of a tile: a gradient loss, and where that is only a term, the loss
/// of values beside it.
/// </summary>
internal sealed unsafe class SurfaceLoss
{
    private readonly LossKernel? _values;
    private readonly GradientLossKernel _gradients;
    private readonly int _dimensions;
    private readonly float _scale;

    /// <summary>A run's loss.</summary>
    /// <param name="training">The losses, and the batch whose mean is taken.</param>
    /// <param name="dimensions">Coordinates of the position.</param>
    /// <param name="width">Lanes per vector.</param>
    public SurfaceLoss(TrainingSpec training, int dimensions, LaneWidth width)
    {
        GradientLoss gradient = training.Gradient!;
        _values = gradient.AddsToValueLoss ? training.Loss.Kernel(width) : null;
        _gradients = gradient.Kernel(width);
        (_dimensions, _scale) = (dimensions, 1f / training.BatchSize);
    }

    /// <summary>Derivatives and sum of the loss.</summary>
    /// <param name="value">The row of values.</param>
    /// <param name="gradient">[dimensions] rows of their gradient, overwritten by the loss's derivative by it.</param>
    /// <param name="targets">[targets] rows.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="valueGradient">The row that receives the derivative of the loss by the value.</param>
    /// <param name="samples">Samples; the padding behind them, up to a multiple of 16, gets zeros.</param>
    /// <returns>The sum of the losses.</returns>
    public double Gradient(
        float* value, float* gradient, float* targets, nint stride, float* valueGradient, int samples)
    {
        new Span<float>(valueGradient, DenseKernels.Padded(samples)).Clear();
        double sum = _values is null ? 0 : _values.Gradient(value, targets, valueGradient, _scale, samples);
        return sum + _gradients.Gradient(value, gradient, targets, stride, _dimensions, valueGradient, _scale, samples);
    }
}
