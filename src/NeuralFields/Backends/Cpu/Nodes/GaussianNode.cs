using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>Gaussian units and their linear map on tiles.</summary>
internal sealed unsafe class GaussianNode : NetworkTile
{
    private readonly DenseKernels _kernels;
    private readonly GaussianKernel _units;
    private readonly GaussianLayer _basis;
    private readonly DenseLayer _output;
    private readonly CpuMemory _memory;
    private readonly AlignedBuffer<float> _zeros;

    // F and F∘F; their gradient; the units' responses, later E.
    private readonly TileRows _squared, _pulled, _responses;

    public GaussianNode(GaussianLayer basis, DenseLayer output, CpuMemory memory, TileRowCounter rows, LaneWidth width)
    {
        (_basis, _output, _memory, _kernels) = (basis, output, memory, DenseKernels.For(width));
        _units = GaussianKernel.For(width);
        _zeros = new(DenseKernels.Padded(Math.Max(basis.Units, 2 * basis.Inputs)) + 16);
        _squared = rows.Take(TileSpace.Scratch, 2 * basis.Inputs);
        _pulled = rows.Take(TileSpace.Scratch, 2 * basis.Inputs);
        _responses = rows.Take(TileSpace.Scratch, basis.Units);
        Value = rows.Take(TileSpace.Scratch, output.Outputs);
        Gradient = rows.Take(TileSpace.Scratch, output.Outputs);
        Second = rows.Take(TileSpace.Second, output.Outputs);
        IsTrained = true;
    }

    public override IReadOnlyList<TrainedLayer> Layers => [_basis, _output];

    public override void Forward(TileFrame frame, TilePass pass)
    {
        float* features = frame[Input.Value], x = frame[_squared], z = frame[_responses];
        nint half = _basis.Inputs * frame.Stride;
        for (int i = 0; i < _basis.Inputs; i++, features += frame.Stride, x += frame.Stride)
            _units.Square(features, x, x + half, frame.Columns);
        _basis.Forward(_kernels, frame[_squared], z, frame);
        for (int n = 0; n < _basis.Units; n++) _units.Respond(z + (n * frame.Stride), frame.Columns);
        _output.Forward(_kernels, _memory.Weights, z, frame[Value], frame, Epilogue.Plain);
    }

    public override void Backward(TileFrame frame, TilePass pass)
    {
        float* dy = frame[Gradient], e = frame[_responses];
        if (frame.WeightGradients != null) _output.WeightGradient(_kernels, e, dy, frame);
        // dφ/dz is φ itself, so that E takes the place of φ block by block.
        _output.InputGradient(_kernels, _zeros.Pointer, dy, e, frame, Epilogue.TimesSlope, e);
        if (frame.WeightGradients != null) _basis.WeightGradient(_kernels, frame[_squared], e, frame);
        if (!Input.IsTrained && pass != TilePass.Differentiate) return;
        float* pulled = frame[_pulled], f = frame[_squared], target = frame[Input.Gradient];
        _basis.InputGradient(_kernels, _zeros.Pointer, e, pulled, frame);
        nint half = _basis.Inputs * frame.Stride;
        for (int i = 0; i < _basis.Inputs; i++, f += frame.Stride, pulled += frame.Stride, target += frame.Stride)
            _units.Unsquare(f, pulled, pulled + half, target, Input.SharedGradient, frame.Columns);
    }

    public override void Sweep(TileFrame frame) => throw NoSecondOrder();

    public override void Tangent(TileFrame frame) => throw NoSecondOrder();

    public override void Dispose()
    {
        _basis.Dispose();
        _output.Dispose();
        _zeros.Dispose();
    }

    private static NotSupportedException NoSecondOrder() => new("Gaussian units are not differentiated twice.");
}
