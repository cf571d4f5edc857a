using NeuralFields.Activations;
using NeuralFields.Networks;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// One affine map of a network as the kernels see it. Complex maps are held as real blocks [[A, −B], [B, A]], real rows
/// before imaginary ones, each half padded to 16.
/// </summary>
internal sealed unsafe class DenseLayer : TrainedLayer
{
    private readonly MlpLayer _layer;
    private readonly AlignedBuffer<float> _forward, _backward;

    public DenseLayer(MlpLayer layer, ParameterTensor weight, ParameterTensor? bias, ParameterMap map)
    {
        _layer = layer;
        int half = DenseKernels.Padded(layer.Inputs);
        Inputs = layer.ComplexInput ? half + layer.Inputs : layer.Inputs;
        Outputs = layer.ComplexOutput ? DenseKernels.Padded(layer.Outputs) + layer.Outputs : layer.Outputs;
        Columns = DenseKernels.Padded(Outputs);
        Length = (Inputs + 1) * Columns;
        Start = map.Take(Length);
        Weight = weight;
        Bias = bias;
        Regions = [new(Start, BiasStart, weight.Role, weight), .. BiasRegion()];
        MapWeights(map);
        _forward = new(DenseKernels.PackedLength(Outputs, Inputs));
        _backward = new(DenseKernels.PackedLength(Inputs, Outputs));
    }

    /// <summary>The layer that this is.</summary>
    public MlpLayer Part => _layer;

    /// <summary>Rows read, counting the padding between real and imaginary halves.</summary>
    public int Inputs { get; }

    /// <summary>Rows written, counting the padding between real and imaginary halves.</summary>
    public int Outputs { get; }

    /// <summary>Floats per input in the weight memory.</summary>
    public int Columns { get; }

    public override int Length { get; }

    public override long Start { get; }

    public override IReadOnlyList<ParameterRegion> Regions { get; }

    public ParameterTensor Weight { get; }

    public ParameterTensor? Bias { get; }

    /// <summary>Where the bias starts, relative to <see cref="Start"/>.</summary>
    public int BiasStart => Inputs * Columns;

    public override bool IsTied => _layer.ComplexInput || _layer.ComplexOutput;

    public override void Pack(DenseKernels kernels, float* weights, bool forward)
    {
        float* matrix = weights + Start;
        if (forward) kernels.Pack(matrix, 1, Columns, Outputs, Inputs, _forward.Pointer);
        else kernels.Pack(matrix, Columns, 1, Inputs, Outputs, _backward.Pointer);
    }

    /// <summary>Y = epilogue(W·X + b).</summary>
    public void Forward(DenseKernels kernels, float* weights, float* x, float* y, TileFrame frame, Epilogue epilogue)
        => kernels.Product(_forward.Pointer, weights + Start + BiasStart, x, Inputs, y, frame.Stride, Outputs,
            frame.Columns, epilogue, y);

    /// <summary>Y = W·X.</summary>
    public void Tangent(DenseKernels kernels, float* zeros, float* x, float* y, TileFrame frame)
        => kernels.Product(_forward.Pointer, zeros, x, Inputs, y, frame.Stride, Outputs, frame.Columns,
            Epilogue.Plain, y);

    /// <summary>dX = epilogue(Wᵀ·dY).</summary>
    public void InputGradient(
        DenseKernels kernels, float* zeros, float* dy, float* dx, TileFrame frame, Epilogue epilogue, float* other)
        => kernels.Product(_backward.Pointer, zeros, dy, Outputs, dx, frame.Stride, Inputs, frame.Columns, epilogue, other);

    /// <summary>G += X·dYᵀ.</summary>
    public void WeightGradient(DenseKernels kernels, float* x, float* dy, TileFrame frame, bool withBias = true)
        => kernels.WeightGradient(x, frame.Stride, Inputs, dy, frame.Stride, Outputs, frame.Columns,
            frame.WeightGradients + Start, frame.Panel, withBias);

    /// <summary>
    /// Gives all copies of a complex weight the same gradient (negated for −B), and none to blocks that are always
    /// zero. The update rule then moves the copies alike, since it is odd in the gradient.
    /// </summary>
    public override void TieGradients(float* gradients, float* weights)
    {
        float* g = gradients + Start;
        int halfIn = DenseKernels.Padded(_layer.Inputs), halfOut = DenseKernels.Padded(_layer.Outputs);
        if (_layer.ComplexInput && _layer.ComplexOutput) TieBlocks(g, halfIn, halfOut);
        if (_layer.ComplexOutput && !_layer.ComplexInput)
            for (int k = 0; k <= Inputs; k++) new Span<float>(g + (k * Columns) + halfOut, Columns - halfOut).Clear();
    }

    public override void Dispose()
    {
        _forward.Dispose();
        _backward.Dispose();
    }

    private IEnumerable<ParameterRegion> BiasRegion()
    {
        if (Bias is not null) yield return new(Start + BiasStart, Columns, Bias.Role, Bias);
    }

    private void TieBlocks(float* g, int halfIn, int halfOut)
    {
        for (int k = 0; k < _layer.Inputs; k++)
            for (int m = 0; m < _layer.Outputs; m++)
            {
                ref float realReal = ref g[(k * Columns) + m], imaginaryImaginary = ref g[((halfIn + k) * Columns) + halfOut + m];
                ref float realImaginary = ref g[(k * Columns) + halfOut + m], imaginaryReal = ref g[((halfIn + k) * Columns) + m];
                float a = realReal + imaginaryImaginary, b = realImaginary - imaginaryReal;
                (realReal, imaginaryImaginary, realImaginary, imaginaryReal) = (a, a, b, -b);
            }
    }

    private void MapWeights(ParameterMap map)
    {
        (int inputs, int outputs) = (_layer.Inputs, _layer.Outputs);
        int halfIn = DenseKernels.Padded(inputs), halfOut = DenseKernels.Padded(outputs);
        (int, int) sizes = (outputs, inputs);
        (nint, nint) transposed = (1, Columns);
        if (!_layer.ComplexInput) map.Add(Weight.Offset, (inputs, 1), Start, transposed, sizes);
        else
        {
            (int, int) complex = (2 * inputs, 2);
            long imaginaryRows = Start + ((long)halfIn * Columns);
            map.Add(Weight.Offset, complex, Start, transposed, sizes);
            // A real output takes −B from the copy below alone; a complex one has B to the right as well.
            map.Add(Weight.Offset + 1, complex, imaginaryRows, transposed, sizes, negative: true,
                isPrimary: !_layer.ComplexOutput);
            if (_layer.ComplexOutput)
            {
                map.Add(Weight.Offset + 1, complex, Start + halfOut, transposed, sizes);
                map.Add(Weight.Offset, complex, imaginaryRows + halfOut, transposed, sizes, isPrimary: false);
            }
        }
        if (Bias is null) return;
        bool complexBias = Bias.Shape.Length == 2;
        map.Add(Bias.Offset, (0, complexBias ? 2 : 1), Start + BiasStart, (0, 1), (1, outputs));
        if (complexBias) map.Add(Bias.Offset + 1, (0, 2), Start + BiasStart + halfOut, (0, 1), (1, outputs));
    }
}
