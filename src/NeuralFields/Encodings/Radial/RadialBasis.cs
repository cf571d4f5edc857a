using NeuralFields.Parameters;
using NeuralFields.RadialBases;

namespace NeuralFields.Encodings;

/// <summary>
/// Kernels with trained features at places of their own: the features of the nearest kernels, each weighted by its
/// kernel's value or by sines of it, added up.
/// </summary>
/// <remarks>
/// Chen et al. 2023, NeuRBF. Centres and shapes follow from the data and stay as they are unless <see cref="Mobility"/>
/// says otherwise; a kernel's features are trained. Nearest means the Euclidean distance to the centre; of equally near
/// kernels the first counts. A kernel that moves is found where it was placed.
/// </remarks>
public sealed partial record RadialBasis : Encoding
{
    private const double InitialBound = 1e-4;

    /// <summary>φ.</summary>
    public RadialKernel Kernel { get; init; } = RadialKernel.Find("InverseQuadratic");

    /// <summary>What a kernel's width may depend on.</summary>
    public RadialShape Shape { get; init; } = RadialShape.Full;

    /// <summary>How widths follow from the data.</summary>
    public RadialWidth Width { get; init; }

    /// <summary>Kernels.</summary>
    public int Kernels { get; init; } = 4096;

    /// <summary>Kernels that a place sees, at most <see cref="MaxNeighbors"/>.</summary>
    public int Neighbors { get; init; } = 4;

    /// <summary>Features per kernel.</summary>
    public int Features { get; init; } = 32;

    /// <summary>Whether the values of a place's kernels are divided by their sum.</summary>
    public bool Normalize { get; init; } = true;

    /// <summary>What is added to that sum.</summary>
    public double Floor { get; init; } = 1e-8;

    /// <summary>Feature f is weighted by sin(m_f·φ) with m_f from this band; by φ itself where it is null.</summary>
    public FrequencyBand? Sinusoid { get; init; }

    /// <summary>How centres follow from the data.</summary>
    public RadialPlacement Placement { get; init; }

    /// <summary>
    /// Factor on the learning rate with which kernels move and change their shape; 0: they stay as they were placed.
    /// </summary>
    public double Mobility { get; init; }

    /// <summary>Kernels that join while a picture is fitted; null where all are there from the start.</summary>
    public KernelGrowth? Growth { get; init; }

    /// <summary>The most neighbours: descriptions accept no more.</summary>
    public const int MaxNeighbors = 64;

    /// <inheritdoc/>
    public override int OutputCount(int inputs)
        => inputs is >= 1 and <= 3
            ? Features
            : throw new InputException(
                $"RadialBasis takes 1 to 3 coordinates, got {inputs}. Give it fewer in a Composite (n_dims_to_encode).");

    /// <inheritdoc/>
    public override void Declare(ParameterDeclarations into, int inputs)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (Kernels < Neighbors)
            throw new InputException($"RadialBasis has {Kernels} kernels, expected at least its {Neighbors} neighbours.");
        into.Add("centers", ParameterRole.Constant, new Distribution(0.5, 0.5, false), Kernels, inputs);
        into.Add("shapes", ParameterRole.Constant, Distribution.Always(1), Kernels, Shape.Count(inputs));
        into.Add("features", ParameterRole.Table, Distribution.Uniform(InitialBound), Kernels, Features);
        if (Mobility > 0)
            into.Add("adjustments", ParameterRole.Table, Distribution.Zero, Kernels, KernelAdjustment.Count(Shape, inputs));
    }

    /// <inheritdoc/>
    public override void AddParts(ICollection<EncodingPart> parts, Range inputs, int firstOutput, int firstParameter)
    {
        ArgumentNullException.ThrowIfNull(parts);
        int first = inputs.Start.Value, count = inputs.End.Value - first;
        parts.Add(new RadialPart(first, count, firstOutput, OutputCount(count), firstParameter, this));
    }
}

/// <summary>How the widths of kernels follow from the data.</summary>
public enum RadialWidth
{
    /// <summary>As wide as the cluster of data points around the centre.</summary>
    Cluster,

    /// <summary>
    /// Half the distance to the n_neighbors-th other centre: then a place sees every compact kernel that reaches it, and
    /// features are continuous.
    /// </summary>
    Overlap,
}

/// <summary>How centres follow from the data.</summary>
public enum RadialPlacement
{
    /// <summary>Weighted k-means of the data points.</summary>
    WeightedKmeans,

    /// <summary>Data points drawn by their weight.</summary>
    WeightedRandom,

    /// <summary>Data points drawn alike.</summary>
    Random,

    /// <summary>A regular lattice over the data points' box.</summary>
    Grid,
}

/// <summary>A radial basis as a part of an encoding.</summary>
public sealed record RadialPart(
    int FirstInput, int InputCount, int FirstOutput, int OutputCount, int FirstParameter, RadialBasis Basis)
    : EncodingPart(FirstInput, InputCount, FirstOutput, OutputCount, FirstParameter)
{
    // Distances are rounded on either side of a kernel's end.
    private const float RoundingSlack = 1.0001f;

    /// <summary>Where the centres start in the field's flat parameter vector: [kernels, inputs].</summary>
    public int FirstCenter => FirstParameter;

    /// <summary>Where the shapes start: [kernels, numbers of a shape].</summary>
    public int FirstShape => FirstCenter + (Basis.Kernels * InputCount);

    /// <summary>Where the features start: [kernels, features].</summary>
    public int FirstFeature => FirstShape + (Basis.Kernels * ShapeCount);

    /// <summary>
    /// Where the adjustments start, if kernels move: [kernels, <see cref="AdjustmentCount"/>], see
    /// <see cref="KernelAdjustment"/>.
    /// </summary>
    public int FirstAdjustment => FirstFeature + (Basis.Kernels * Basis.Features);

    /// <summary>Numbers of a shape.</summary>
    public int ShapeCount => Basis.Shape.Count(InputCount);

    /// <summary>Numbers of an adjustment; none where kernels stay.</summary>
    public int AdjustmentCount => IsMobile ? KernelAdjustment.Count(Basis.Shape, InputCount) : 0;

    /// <summary>Whether training moves kernels.</summary>
    public bool IsMobile => Basis.Mobility > 0;

    /// <summary>The square of the distance from which on no kernel counts.</summary>
    /// <param name="shapes">[kernels, numbers of a shape].</param>
    public float Within(ReadOnlySpan<float> shapes) => Reaches(shapes).Max();

    /// <summary>[kernels] the squares of the distances from which on each does not count.</summary>
    /// <param name="shapes">[kernels, numbers of a shape].</param>
    public float[] Reaches(ReadOnlySpan<float> shapes)
    {
        float[] squares = new float[shapes.Length / ShapeCount];
        for (int k = 0; k < squares.Length; k++) squares[k] = SquaredReach(shapes.Slice(k * ShapeCount, ShapeCount));
        return squares;
    }

    private float SquaredReach(ReadOnlySpan<float> shape)
    {
        if (!Basis.Kernel.IsCompact || IsMobile) return float.PositiveInfinity;
        float reach = Basis.Shape.Reach(shape, InputCount, Basis.Kernel.IsProduct);
        return reach * reach * RoundingSlack;
    }
}
