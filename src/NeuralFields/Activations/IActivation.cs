using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Activations;

/// <summary>An activation function σ(z) with its constants as fields, written once for every number type.</summary>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
public interface IActivation<TSelf> where TSelf : struct, IActivation<TSelf>
{
    /// <summary>The name in scene files, such as ReLU.</summary>
    static abstract string Name { get; }

    /// <summary>One line for the reference: the formula.</summary>
    static abstract string Summary { get; }

    /// <summary>The constants that scene files may set, in the order of <see cref="Create"/>.</summary>
    static virtual ReadOnlySpan<FormulaConstant> Constants => [];

    /// <summary>The function with these constants.</summary>
    static abstract TSelf Create(ReadOnlySpan<double> constants);

    /// <summary>
    /// Whether σ′(σ(z)) = σ′(z), so that the pre-activation need not be kept for the backward pass (ReLU).
    /// </summary>
    static virtual bool SlopeOfValue => false;

    /// <summary>Whether σ(z) = z, so that kernels have nothing to do.</summary>
    static virtual bool IsIdentity => false;

    /// <summary>Whether σ(z) = max(0, z), which matrix kernels apply to sums before they store them.</summary>
    static virtual bool IsRectifier => false;

    /// <summary>Places where σ′ or σ″ jumps; gradient checks keep away from them.</summary>
    static virtual ReadOnlySpan<double> Kinks => [];

    /// <summary>How the first weights and biases of a layer with this activation are drawn, after its paper.</summary>
    /// <param name="isFirst">Whether the layer reads the network's inputs.</param>
    /// <param name="fanIn">Inputs of the layer.</param>
    /// <param name="fanOut">Outputs of the layer.</param>
    /// <remarks>Unless an activation says otherwise: He et al. 2015, N(0, 2/fanIn), biases zero.</remarks>
    (Distribution Weights, Distribution Biases) InitialValues(bool isFirst, int fanIn, int fanOut)
        => (Distribution.Gaussian(Math.Sqrt(2.0 / fanIn)), Distribution.Zero);

    /// <summary>σ(z).</summary>
    T Value<T>(T z) where T : struct, IReal<T>;

    /// <summary>σ′(z).</summary>
    T Slope<T>(T z) where T : struct, IReal<T>;

    /// <summary>σ″(z), needed by losses that contain the gradient of the field.</summary>
    T Curvature<T>(T z) where T : struct, IReal<T>;

    /// <summary>σ(z) and σ′(z) together, for functions whose two formulas share work.</summary>
    (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T>;
}
