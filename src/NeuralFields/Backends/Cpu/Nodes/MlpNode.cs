using NeuralFields.Activations;
using NeuralFields.Networks;
using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>A multilayer perceptron on tiles.</summary>
/// <remarks>
/// In the backward pass the gradient of a layer's input is written over the layer's own output, which nobody reads any
/// more: the tile needs no second set of rows, and 256-wide networks stay in the second-level cache.
/// </remarks>
internal sealed unsafe partial class MlpNode : NetworkTile
{
    private readonly DenseKernels _kernels;
    private readonly DenseLayer[] _layers;
    private readonly Stage[] _stages;
    private readonly AlignedBuffer<float> _zeros;
    private readonly CpuMemory _memory;

    /// <summary>What follows a layer's affine map.</summary>
    /// <param name="Value">The layer's output.</param>
    /// <param name="Slope">What the backward pass needs: slopes, or the wavelet's arguments.</param>
    /// <param name="Kernel">The activation.</param>
    /// <param name="Curved">What steps need that differentiate twice.</param>
    private readonly record struct Stage(TileRows Value, TileRows Slope, LayerActivation Kernel, CurvedStage Curved);

    public MlpNode(Mlp network, DenseLayer[] layers, CpuMemory memory, TileRowCounter rows, LaneWidth width)
    {
        (_layers, _memory, _kernels) = (layers, memory, DenseKernels.For(width));
        _stages = new Stage[layers.Length];
        for (int i = 0; i < layers.Length; i++)
        {
            LayerActivation kernel = LayerActivation.For(network, layers[i].Part, layers[i], width);
            // Later the rows hold the gradient of the layer's input, too.
            TileRows value = rows.Take(TileSpace.Scratch, Math.Max(layers[i].Outputs, layers[i].Inputs));
            TileRows slope = kernel.KeepsSlope ? rows.Take(TileSpace.Scratch, layers[i].Outputs) : value;
            CurvedStage curved = new(
                kernel.KeepsSlope ? slope : rows.Take(TileSpace.Second, layers[i].Outputs),
                rows.Take(TileSpace.Second, layers[i].Outputs), rows.Take(TileSpace.Second, layers[i].Outputs));
            _stages[i] = new(value with { Count = layers[i].Outputs }, slope, kernel, curved);
        }
        _zeros = new(DenseKernels.Padded(layers.Max(l => Math.Max(l.Inputs, l.Outputs))) + 16);
        Second = _stages[^1].Curved.Second;
        Value = _stages[^1].Value;
        Gradient = rows.Take(TileSpace.Scratch, Value.Count);
        IsTrained = true;
    }

    public override IReadOnlyList<TrainedLayer> Layers => _layers;

    public override void Forward(TileFrame frame, TilePass pass)
    {
        if (pass == TilePass.Curve)
        {
            ForwardCurved(frame);
            return;
        }
        float* x = frame[Input.Value];
        for (int i = 0; i < _layers.Length; i++)
        {
            Stage stage = _stages[i];
            float* y = frame[stage.Value];
            _layers[i].Forward(_kernels, _memory.Weights, x, y, frame, stage.Kernel.ForwardEpilogue);
            if (stage.Kernel.ForwardEpilogue == Epilogue.Plain)
            {
                if (pass == TilePass.Infer) stage.Kernel.Infer(y, frame.Stride, frame.Columns);
                else stage.Kernel.Forward(y, frame[stage.Slope], frame.Stride, frame.Columns);
            }
            x = y;
        }
    }

    public override void Backward(TileFrame frame, TilePass pass)
    {
        if (pass == TilePass.Curve)
        {
            BackwardCurved(frame);
            return;
        }
        float* dy = frame[Gradient];
        Stage last = _stages[^1];
        last.Kernel.Backward(dy, frame[last.Value], frame[last.Slope], frame.Stride, frame.Columns);
        for (int i = _layers.Length - 1; i > 0; i--)
        {
            Stage before = _stages[i - 1];
            float* value = frame[_stages[i].Value], x = frame[before.Value];
            if (frame.WeightGradients != null) _layers[i].WeightGradient(_kernels, x, dy, frame);
            Epilogue epilogue = before.Kernel.BackwardEpilogue;
            _layers[i].InputGradient(_kernels, _zeros.Pointer, dy, value, frame, epilogue, frame[before.Slope]);
            if (epilogue == Epilogue.Plain)
                before.Kernel.Backward(value, x, frame[before.Slope], frame.Stride, frame.Columns);
            dy = value;
        }
        if (frame.WeightGradients != null) _layers[0].WeightGradient(_kernels, frame[Input.Value], dy, frame);
        if (Input.IsTrained || pass == TilePass.Differentiate)
            PassOn(dy, Input.Gradient, frame[_stages[0].Value], frame);
    }

    public override void Dispose()
    {
        foreach (DenseLayer layer in _layers) layer.Dispose();
        _zeros.Dispose();
    }

    /// <summary>Hands the gradient of the first layer's input to the node that made it.</summary>
    private void PassOn(float* dy, TileRows gradient, float* free, TileFrame frame)
    {
        float* target = frame[gradient];
        if (!Input.SharedGradient)
        {
            _layers[0].InputGradient(_kernels, _zeros.Pointer, dy, target, frame, Epilogue.Plain, target);
            return;
        }
        _layers[0].InputGradient(_kernels, _zeros.Pointer, dy, free, frame, Epilogue.Plain, free);
        Rows.Add(free, target, frame.Stride, Input.Value.Count, frame.Columns);
    }
}
