using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>What a node sees of the tile at hand. One per worker.</summary>
internal sealed unsafe class TileFrame : IDisposable
{
    private readonly AlignedBuffer<float> _scratch, _features, _basis, _panel;
    private AlignedBuffer<float>? _second;

    /// <summary>A worker's memory.</summary>
    /// <param name="plan">The field's rows and tile size.</param>
    public TileFrame(FieldPlan plan)
    {
        Stride = plan.Stride;
        _scratch = new((long)plan.ScratchRows * plan.Stride);
        _features = new((long)plan.FeatureRows * plan.Stride);
        _basis = new((long)plan.BasisRows * plan.Stride);
        _panel = new(DenseKernels.PanelLength);
        CoordinateMemory = new((long)plan.InputCount * plan.Stride);
        CoordinateGradientMemory = new((long)plan.InputCount * plan.Stride);
        Coordinates = CoordinateMemory.Pointer;
        Features = _features.Pointer;
        Basis = _basis.Pointer;
    }

    /// <summary>Floats from one row to the next.</summary>
    public nint Stride { get; }

    /// <summary>Samples to compute; a multiple of 16, the last ones may be padding.</summary>
    public int Columns { get; set; }

    /// <summary>[inputs] rows of coordinates.</summary>
    public float* Coordinates { get; set; }

    /// <summary>Rows of table features.</summary>
    public float* Features { get; set; }

    /// <summary>Rows of kernels and their values.</summary>
    public float* Basis { get; set; }

    /// <summary>Records of the tile's samples, or null where nobody reads them.</summary>
    public float* Records { get; set; }

    /// <summary>Sums of the weight gradients of the networks, or null where they are not wanted.</summary>
    public float* WeightGradients { get; set; }

    /// <summary>[inputs] rows that receive the gradient of the coordinates, or null where it is not wanted.</summary>
    public float* CoordinateGradients { get; set; }

    /// <summary>The worker's own coordinate rows, used when no batch owns them.</summary>
    public AlignedBuffer<float> CoordinateMemory { get; }

    /// <summary>The worker's own rows of coordinate gradients.</summary>
    public AlignedBuffer<float> CoordinateGradientMemory { get; }

    /// <summary>The worker's own feature rows, used when no batch owns them.</summary>
    public float* OwnFeatures => _features.Pointer;

    /// <summary>The worker's own basis rows, used when no batch owns them.</summary>
    public float* OwnBasis => _basis.Pointer;

    /// <summary>Scratch for the gradients of weights.</summary>
    public float* Panel => _panel.Pointer;

    /// <summary>The first of these rows.</summary>
    public float* this[TileRows rows] => (rows.First * Stride) + rows.Space switch
    {
        TileSpace.Coordinates => Coordinates,
        TileSpace.Features => Features,
        TileSpace.Basis => Basis,
        TileSpace.Second => _second!.Pointer,
        _ => _scratch.Pointer,
    };

    /// <summary>Takes the memory of steps that differentiate twice, unless it is there already.</summary>
    /// <param name="rows">Rows of that memory.</param>
    public void TakeSecond(int rows) => _second ??= new(rows * Stride);

    public void Dispose()
    {
        _second?.Dispose();
        _scratch.Dispose();
        _features.Dispose();
        _basis.Dispose();
        _panel.Dispose();
        CoordinateMemory.Dispose();
        CoordinateGradientMemory.Dispose();
    }
}
