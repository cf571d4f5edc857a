using NeuralFields.Numerics;

namespace NeuralFields.Losses;

/// <summary>
/// A loss of a field's one value f and its gradient g with respect to the position, written once for every number type.
/// </summary>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
/// <remarks>A batch's loss is the mean over all its samples, also of terms that only some of them have.</remarks>
public interface IGradientLoss<TSelf> where TSelf : struct, IGradientLoss<TSelf>
{
    /// <summary>The name in scene files, such as Eikonal.</summary>
    static abstract string Name { get; }

    /// <summary>One line for the reference: the formula.</summary>
    static abstract string Summary { get; }

    /// <summary>The constants that scene files may set, in the order of <see cref="Create"/>.</summary>
    static abstract ReadOnlySpan<FormulaConstant> Constants { get; }

    /// <summary>The function with these constants.</summary>
    static abstract TSelf Create(ReadOnlySpan<double> constants);

    /// <summary>
    /// Whether this is a term beside the loss of values, whose targets it leaves alone. Otherwise targets are rows of
    /// <see cref="SurfaceTarget{T}"/>: the kind, then the normal.
    /// </summary>
    static virtual bool AddsToValueLoss => false;

    /// <summary>The loss.</summary>
    /// <param name="f">The field's value.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="target">What is known of the sample; nothing where <see cref="AddsToValueLoss"/>.</param>
    T Value<T>(T f, Triple<T> g, SurfaceTarget<T> target) where T : struct, IReal<T>;

    /// <summary>The derivatives of the loss with respect to the value and the gradient.</summary>
    (T Value, Triple<T> Gradient) Slope<T>(T f, Triple<T> g, SurfaceTarget<T> target) where T : struct, IReal<T>;
}
