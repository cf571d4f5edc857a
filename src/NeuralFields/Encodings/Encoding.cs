using NeuralFields.Codegen;
using NeuralFields.Descriptions;
using NeuralFields.Parameters;

namespace NeuralFields.Encodings;

/// <summary>
/// The description of a map from coordinates to features. Immutable; all that backends, files and shaders know of an
/// encoding comes from here.
/// </summary>
public abstract partial record Encoding
{
    /// <summary>Features per sample.</summary>
    /// <param name="inputs">Coordinates per sample.</param>
    /// <exception cref="InputException">The encoding cannot take that many coordinates.</exception>
    public abstract int OutputCount(int inputs);

    /// <summary>Declares the encoding's tensors, in a fixed order and without gaps.</summary>
    public virtual void Declare(ParameterDeclarations into, int inputs) { }

    /// <summary>The encoding with all fixed that a description may leave to the task, such as a grid's growth.</summary>
    /// <param name="desiredResolution">
    /// Grid vertices per axis that suit the task: max(width, height) of an image, else 2048.
    /// </param>
    public virtual Encoding Resolve(int desiredResolution) => this;

    /// <summary>Writes the encoding as an expression graph: the source of shader text and of the double oracle.</summary>
    /// <param name="x">The coordinates.</param>
    /// <param name="firstParameter">Where the encoding's first tensor starts in the field's flat parameter vector.</param>
    /// <param name="y">[OutputCount] receives the features.</param>
    public abstract void Lower(ReadOnlySpan<Expr> x, int firstParameter, Span<Expr> y);

    /// <summary>Lists what a CPU backend has to run for this encoding.</summary>
    /// <param name="parts">Receives the parts; a composite encoding adds one or more per nested encoding.</param>
    /// <param name="inputs">The slice of coordinates this encoding reads.</param>
    /// <param name="firstOutput">The first row of features it writes.</param>
    /// <param name="firstParameter">Where its first tensor starts in the field's flat parameter vector.</param>
    public abstract void AddParts(ICollection<EncodingPart> parts, Range inputs, int firstOutput, int firstParameter);
}

/// <summary>A piece of an encoding that runs by itself: some coordinates in, some consecutive features out.</summary>
/// <param name="FirstInput">The first coordinate it reads.</param>
/// <param name="InputCount">How many coordinates it reads.</param>
/// <param name="FirstOutput">The first row of features it writes.</param>
/// <param name="OutputCount">How many rows it writes.</param>
/// <param name="FirstParameter">Where its tensors start in the field's flat parameter vector.</param>
public abstract record EncodingPart(int FirstInput, int InputCount, int FirstOutput, int OutputCount, int FirstParameter);

/// <summary>A part that computes features from coordinates alone (its parameters, if any, are never trained).</summary>
public abstract record PointwisePart(int FirstInput, int InputCount, int FirstOutput, int OutputCount, int FirstParameter)
    : EncodingPart(FirstInput, InputCount, FirstOutput, OutputCount, FirstParameter)
{
    /// <summary>The kernel for a lane width.</summary>
    /// <param name="width">Lanes per vector.</param>
    /// <param name="parameters">The field's flat parameter vector.</param>
    public abstract PointwiseKernel Kernel(Numerics.LaneWidth width, ReadOnlySpan<float> parameters);

    /// <summary>Writes the part as an expression graph.</summary>
    /// <param name="x">[InputCount] coordinates.</param>
    /// <param name="y">[OutputCount] receives the features.</param>
    public abstract void Lower(ReadOnlySpan<Expr> x, Span<Expr> y);

    /// <summary>Writes the gradient of the coordinates as an expression graph.</summary>
    /// <param name="x">[InputCount] coordinates.</param>
    /// <param name="dy">[OutputCount] gradient of the features.</param>
    /// <param name="dx">[InputCount] gradient of the coordinates, added to.</param>
    public abstract void LowerInputGradient(ReadOnlySpan<Expr> x, ReadOnlySpan<Expr> dy, Span<Expr> dx);
}

/// <summary>A part that adds a trained number to each feature of the parts before it.</summary>
public sealed record BiasPart(int FirstOutput, int OutputCount, int FirstParameter)
    : EncodingPart(0, 0, FirstOutput, OutputCount, FirstParameter);

/// <summary>A part that interpolates trained tables: the levels of a grid.</summary>
public sealed record GridPart(
    int FirstInput, int InputCount, int FirstOutput, int OutputCount, int FirstParameter, GridLayout Layout)
    : EncodingPart(FirstInput, InputCount, FirstOutput, OutputCount, FirstParameter);
