using NeuralFields.Activations;
using NeuralFields.Networks;
using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>What follows an affine map: an activation on each row, or the complex wavelet on pairs of rows.</summary>
internal abstract unsafe class LayerActivation
{
    /// <summary>Whether the backward pass needs rows that the forward pass stores.</summary>
    public abstract bool KeepsSlope { get; }

    public static LayerActivation For(Mlp network, MlpLayer part, DenseLayer layer, LaneWidth width)
        => network.SineFrequencies(part) is { } frequencies ? ResidualSineActivation.For(frequencies, width)
            : part.IsOutput ? new RowActivation(network.OutputActivation, layer.Outputs, width)
            : network.Wire is { } wire ? new WireActivation(wire, network.Width, width)
            : new RowActivation(network.Activation, layer.Outputs, width);

    /// <summary>What the affine map before can do by itself; Plain where the passes below are needed.</summary>
    public virtual Epilogue ForwardEpilogue => Epilogue.Plain;

    /// <summary>What the affine map behind can do by itself in the backward pass; Plain where a pass is needed.</summary>
    public virtual Epilogue BackwardEpilogue => Epilogue.Plain;

    public abstract void Infer(float* z, nint stride, int count);

    public abstract void Forward(float* z, float* slope, nint stride, int count);

    /// <summary>Values, slopes and curvatures; only functions of single rows have them.</summary>
    public virtual void ForwardCurved(float* z, float* slope, float* curvature, nint stride, int count)
        => throw new NotSupportedException($"{GetType().Name} has no curvature.");

    public abstract void Backward(float* gradient, float* value, float* slope, nint stride, int count);
}

/// <summary>The same function on every row.</summary>
internal sealed unsafe class RowActivation(Activation activation, int rows, LaneWidth width) : LayerActivation
{
    private readonly ActivationKernel _kernel = activation.Kernel(width);
    private readonly bool _slopeOfValue = activation.SlopeOfValue, _isIdentity = activation.IsIdentity;

    public override bool KeepsSlope => !_slopeOfValue;

    public override Epilogue ForwardEpilogue => activation.IsRectifier ? Epilogue.Rectified : Epilogue.Plain;

    public override Epilogue BackwardEpilogue
        => activation.IsRectifier ? Epilogue.WherePositive : KeepsSlope ? Epilogue.TimesSlope : Epilogue.Plain;

    public override void Infer(float* z, nint stride, int count)
    {
        if (_isIdentity) return;
        for (int r = 0; r < rows; r++, z += stride) _kernel.Infer(z, count);
    }

    public override void Forward(float* z, float* slope, nint stride, int count)
    {
        if (_isIdentity) return;
        for (int r = 0; r < rows; r++, z += stride, slope += stride) _kernel.Forward(z, slope, count);
    }

    public override void ForwardCurved(float* z, float* slope, float* curvature, nint stride, int count)
    {
        for (int r = 0; r < rows; r++, z += stride, slope += stride, curvature += stride)
            _kernel.ForwardCurved(z, slope, curvature, count);
    }

    public override void Backward(float* gradient, float* value, float* slope, nint stride, int count)
    {
        if (_isIdentity) return;
        float* kept = _slopeOfValue ? value : slope;
        for (int r = 0; r < rows; r++, gradient += stride, kept += stride) _kernel.Backward(gradient, kept, count);
    }
}

/// <summary>The complex Gabor wavelet: row i and row half + i are the real and imaginary parts of unit i.</summary>
internal sealed unsafe class WireActivation : LayerActivation
{
    private readonly WireKernel _kernel;
    private readonly int _units, _half;

    public WireActivation(WireFormula wire, int units, LaneWidth width)
        => (_kernel, _units, _half) = (WireKernel.For(wire, width), units, DenseKernels.Padded(units));

    public override bool KeepsSlope => true;

    public override void Infer(float* z, nint stride, int count)
    {
        for (int i = 0; i < _units; i++) _kernel.Infer(z + (i * stride), z + ((_half + i) * stride), count);
    }

    public override void Forward(float* z, float* slope, nint stride, int count)
    {
        for (int i = 0; i < _units; i++)
        {
            float* re = z + (i * stride), im = z + ((_half + i) * stride);
            float* u = slope + (i * stride), v = slope + ((_half + i) * stride);
            new Span<float>(re, count).CopyTo(new(u, count));
            new Span<float>(im, count).CopyTo(new(v, count));
            _kernel.Infer(re, im, count);
        }
    }

    public override void Backward(float* gradient, float* value, float* slope, nint stride, int count)
    {
        for (int i = 0; i < _units; i++)
        {
            nint re = i * stride, im = (_half + i) * stride;
            _kernel.Backward(slope + re, slope + im, value + re, value + im, gradient + re, gradient + im, count);
        }
    }
}
