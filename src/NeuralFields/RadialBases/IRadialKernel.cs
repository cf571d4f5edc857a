using NeuralFields.Numerics;

namespace NeuralFields.RadialBases;

/// <summary>
/// A radial function φ(q) of the squared distance q, measured in widths, with its constants as fields; written once for
/// every number type.
/// </summary>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
public interface IRadialKernel<TSelf> where TSelf : struct, IRadialKernel<TSelf>
{
    /// <summary>The name in scene files, such as InverseQuadratic.</summary>
    static abstract string Name { get; }

    /// <summary>One line for the reference: the formula.</summary>
    static abstract string Summary { get; }

    /// <summary>The constants that scene files may set, in the order of <see cref="Create"/>.</summary>
    static virtual ReadOnlySpan<FormulaConstant> Constants => [];

    /// <summary>The function with these constants.</summary>
    static abstract TSelf Create(ReadOnlySpan<double> constants);

    /// <summary>Whether the kernel is the product of φ(u_j²) over the axes instead of φ(Σ u_j²).</summary>
    static virtual bool IsProduct => false;

    /// <summary>Whether φ(q) = 0 from q = 1 on.</summary>
    static virtual bool IsCompact => false;

    /// <summary>
    /// Widths per standard deviation: what the deviation of a cluster is multiplied by to give the kernel's width, so
    /// that kernels of the same cluster reach about as far.
    /// </summary>
    static virtual double WidthFactor => 1;

    /// <summary>Values of q at which φ or φ′ jumps; gradient checks keep away from them.</summary>
    static virtual ReadOnlySpan<double> Kinks => [];

    /// <summary>φ(q).</summary>
    T Value<T>(T q) where T : struct, IReal<T>;

    /// <summary>φ(q) and dφ/dq. Where the slope has no bound at q = 0, it is that of a small q.</summary>
    (T Value, T Slope) ValueAndSlope<T>(T q) where T : struct, IReal<T>;
}
