using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

/// <summary>An encoding without trained parameters, written once for every number type.</summary>
public interface IPointwiseFormula
{
    /// <summary>The features of one sample (or of one vector of samples).</summary>
    /// <param name="x">[inputs] coordinates.</param>
    /// <param name="y">[outputs] features, overwritten.</param>
    void Encode<T>(ReadOnlySpan<T> x, Span<T> y) where T : struct, IReal<T>;

    /// <summary>Adds ∂L/∂x given ∂L/∂y.</summary>
    /// <param name="x">[inputs] coordinates.</param>
    /// <param name="dy">[outputs] gradient of the features.</param>
    /// <param name="dx">[inputs] gradient of the coordinates, added to.</param>
    void InputGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) where T : struct, IReal<T>;
}

/// <summary>Runs a pointwise encoding over feature-major rows of samples.</summary>
public abstract unsafe partial class PointwiseKernel
{
    /// <summary>Encodes samples.</summary>
    /// <param name="x">[inputs] rows of coordinates, <paramref name="xStride"/> floats apart.</param>
    /// <param name="xStride">Floats from one coordinate row to the next.</param>
    /// <param name="y">[outputs] rows of features, overwritten.</param>
    /// <param name="yStride">Floats from one feature row to the next.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public abstract void Forward(float* x, nint xStride, float* y, nint yStride, int count);

    /// <summary>Adds the gradient of the coordinates, given that of the features.</summary>
    /// <param name="x">[inputs] rows of coordinates.</param>
    /// <param name="xStride">Floats from one coordinate row to the next, in x and dx.</param>
    /// <param name="dy">[outputs] rows of feature gradients.</param>
    /// <param name="yStride">Floats from one feature row to the next.</param>
    /// <param name="dx">[inputs] rows of coordinate gradients, added to.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public abstract void InputGradient(float* x, nint xStride, float* dy, nint yStride, float* dx, int count);

    /// <summary>Writes how the features change while the coordinates move along a direction: J·ẋ.</summary>
    /// <param name="x">[inputs] rows of coordinates.</param>
    /// <param name="direction">[inputs] rows of ẋ.</param>
    /// <param name="xStride">Floats from one row to the next, in x and direction.</param>
    /// <param name="tangent">[outputs] rows of derivatives along the direction, overwritten.</param>
    /// <param name="yStride">Floats from one tangent row to the next.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public abstract void Tangent(float* x, float* direction, nint xStride, float* tangent, nint yStride, int count);
}
