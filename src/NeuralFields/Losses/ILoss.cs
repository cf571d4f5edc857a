using NeuralFields.Numerics;

namespace NeuralFields.Losses;

/// <summary>A loss of one predicted number against its target, written once for every number type.</summary>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
/// <remarks>
/// A batch's loss is the mean over samples and outputs. Denominators that contain the prediction count as constants
/// when differentiating (tiny-cuda-nn's rule); they read <c>held</c>, which equals the prediction in value.
/// </remarks>
public interface ILoss<TSelf> where TSelf : struct, ILoss<TSelf>
{
    /// <summary>The name in scene files, such as L2.</summary>
    static abstract string Name { get; }

    /// <summary>One line for the reference: the formula.</summary>
    static abstract string Summary { get; }

    /// <summary>The constants that scene files may set, in the order of <see cref="Create"/>.</summary>
    static virtual ReadOnlySpan<FormulaConstant> Constants => [];

    /// <summary>The function with these constants.</summary>
    static abstract TSelf Create(ReadOnlySpan<double> constants);

    /// <summary>Differences prediction − target at which the slope jumps or bends; gradient checks keep away.</summary>
    ReadOnlySpan<double> Kinks { get; }

    /// <summary>The loss; 0 where prediction and target are equal, 0 included (kernels pad with such pairs).</summary>
    /// <param name="prediction">What the field says.</param>
    /// <param name="target">What it should say.</param>
    /// <param name="held">The prediction again, where the formula holds it constant.</param>
    T Value<T>(T prediction, T target, T held) where T : struct, IReal<T>;

    /// <summary>The derivative of the loss with respect to the prediction.</summary>
    T Slope<T>(T prediction, T target) where T : struct, IReal<T>;
}
