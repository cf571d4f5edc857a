using NeuralFields.Encodings;
using NeuralFields.Networks;
using NeuralFields.RadialBases;
using NeuralFields.Schedules;
using NeuralFields.Tasks;
using NeuralFields.Training;

namespace NeuralFields.Presets;

/// <summary>Adaptive radial bases with a small grid beside them (Chen et al. 2023, NeuRBF).</summary>
/// <remarks>
/// As large as a hash grid field of sixteen levels that ends at half the picture's resolution. The learning rates are
/// those of the paper: half of the network's for all that is encoded.
/// </remarks>
internal abstract class RadialPreset : ImagePreset
{
    private const int Base = 16, Features = 32;

    // Steep sines tell pixels apart where a kernel has few of them, and are noise where it has many. kodim23, 3,500 steps,
    // band up to 4096, 128, 32, 8: 37.3, 38.3, 38.5, 37.9 dB with 175 pixels for each kernel; 47.0, 45.9 dB, –, – with 37.
    private const long SparsePixels = 100;
    private const double SparseHighest = 64;

    // Up to here a step takes all pixels, whose kernels are then found once.
    private const int LargestFullBatch = 1 << 16, UsualBatch = 1 << 14;

    public override ImageScene Create(ImageShape image)
    {
        HashGrid grid = Grid(image);
        return new()
        {
            Encoding = new Composite { Nested = [new(grid), new(Sized(Basis, image, grid))], Bias = true },
            Network = Network,
            Frame = new() { Aspect = Fields.CoordinateAspect.Isotropic },
            Training = Training(image),
        };
    }

    /// <summary>Binary logarithm of the table size of the hash grid field that is matched in size.</summary>
    private protected abstract int Log2TableSize(long pixels);

    /// <summary>The kernels, but for their number.</summary>
    private protected virtual RadialBasis Basis => new() { Features = Features, Sinusoid = new(0.125, 4096) };

    /// <summary>The grid beside them.</summary>
    private protected virtual HashGrid Grid(ImageShape image) => new()
    {
        Levels = 2,
        Features = 2,
        BaseResolution = Base,
        Log2TableSize = Log2TableSize(image.PixelCount),
        FinestResolution = HalfOf(image),
        AlignCorners = true,
    };

    /// <summary>How all of it is trained.</summary>
    private protected virtual TrainingSpec Training(ImageShape image) => new()
    {
        BatchSize = image.PixelCount <= LargestFullBatch ? (int)image.PixelCount : UsualBatch,
        Optimizer = TableAdam(1e-2, new Cosine { Final = 0.01 }),
        Groups = [new("encoding", 0.5)],
    };

    /// <summary>Half the pixels along the longer side.</summary>
    private protected static int HalfOf(ImageShape image) => Math.Max(Base, Math.Max(image.Width, image.Height) / 2);

    /// <summary>Numbers of the hash grid field that is matched in size.</summary>
    private protected long ReferenceSize(ImageShape image)
        => RadialBudget.Reference(2, image.Channels, Log2TableSize(image.PixelCount), HalfOf(image));

    /// <summary>The network behind them.</summary>
    private protected virtual Mlp Network
        => new() { Width = 64, HiddenLayers = 2, Activation = Named("ReLU"), ResidualSine = new(1, 1000) };

    private RadialBasis Sized(RadialBasis basis, ImageShape image, HashGrid grid)
    {
        long tables = grid.Layout(2).Levels.Sum(l => (long)l.Entries) * grid.Features;
        int frozen = 2 + basis.Shape.Count(2);
        int kernels = Math.Max(basis.Neighbors, RadialBudget.Kernels(
            ReferenceSize(image), tables, grid.OutputCount(2), basis.Features, frozen, image.Channels));
        bool isSparse = image.PixelCount > SparsePixels * kernels;
        return basis with
        {
            Kernels = kernels,
            Sinusoid = isSparse && basis.Sinusoid is { } band ? band with { High = SparseHighest } : basis.Sinusoid,
        };
    }
}

/// <summary>NeuRBF in the size of the default hash grid.</summary>
internal sealed class NeuRbfPreset : RadialPreset
{
    public override string Name => "neurbf";

    public override string Summary => "radial kernels placed by the picture's detail, with a small grid: sharpest for its size";

    private protected override int Log2TableSize(long pixels) => HashGridPreset.Log2TableSize(pixels);
}

/// <summary>NeuRBF in about half that size.</summary>
internal sealed class NeuRbfSmallPreset : RadialPreset
{
    public override string Name => "neurbf-small";

    public override string Summary => "neurbf with tables of 2^12: about half as large for small pictures";

    private protected override int Log2TableSize(long pixels) => 12;
}

/// <summary>Kernels of compact support that overlap, so that the field is smooth between pixels.</summary>
/// <remarks>
/// A place sees every kernel that reaches it (<see cref="RadialWidth.Overlap"/>), about eight of them: with four the
/// features are plateaus. Nothing behind the kernels is steep: no sines of their values, low frequencies in the first layer,
/// a grid without collisions, a grid and a network with continuous slopes. Many small steps, since features that few pixels
/// share learn slowly from large ones. kodim19 with 140,000 parameters and 4.9 million samples, held-out pixels: 23.8 dB with
/// four kernels, 16,384 samples a step and two levels of a grid that collides; 26.3 dB with six levels that do not and 4,096;
/// 27.0 dB with eight kernels; 27.6 dB with 2,048.
/// </remarks>
internal sealed class RbfSmoothPreset : RadialPreset
{
    private const int GridLevels = 6, SmoothBatch = 1 << 11;

    // A seventh of all numbers in the grid's tables, none of which are shared by two vertices.
    private const double VerticesPerRoot = 0.2;

    public override string Name => "rbf-smooth";

    public override string Summary => "overlapping compact kernels: smooth between pixels, for zooming and held-out pixels";

    private protected override RadialBasis Basis => SmoothBasis with { Neighbors = 32 };

    private protected override HashGrid Grid(ImageShape image) => base.Grid(image) with
    {
        Levels = GridLevels,
        FinestResolution = Math.Clamp((int)(VerticesPerRoot * Math.Sqrt(ReferenceSize(image))), 17, Math.Max(17, HalfOf(image))),
        Interpolation = GridInterpolation.Smoothstep,
    };

    private protected override TrainingSpec Training(ImageShape image) => new()
    {
        BatchSize = SmoothBatch,
        Optimizer = TableAdam(1e-2, new Cosine { Final = 0.01 }),
    };

    private protected override Mlp Network
        => new() { Width = 64, HiddenLayers = 2, Activation = Named("SiLU"), ResidualSine = new(1, 32) };

    private protected override int Log2TableSize(long pixels) => HashGridPreset.Log2TableSize(pixels);
}
