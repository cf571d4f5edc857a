using NeuralFields.Activations;
using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>z + sin(m·z) with a frequency for each row.</summary>
internal abstract unsafe class ResidualSineActivation(float[] frequencies) : LayerActivation
{
    public override bool KeepsSlope => true;

    public override Epilogue BackwardEpilogue => Epilogue.TimesSlope;

    public static ResidualSineActivation For(float[] frequencies, LaneWidth width) => width switch
    {
        LaneWidth.Sixteen => new ResidualSineActivation<Lanes16>(frequencies),
        LaneWidth.Eight => new ResidualSineActivation<Lanes8>(frequencies),
        LaneWidth.Four => new ResidualSineActivation<Lanes4>(frequencies),
        _ => new ResidualSineActivation<Lanes1>(frequencies),
    };

    public override void Infer(float* z, nint stride, int count)
    {
        foreach (float frequency in frequencies)
        {
            InferRow(frequency, z, count);
            z += stride;
        }
    }

    public override void Forward(float* z, float* slope, nint stride, int count)
    {
        foreach (float frequency in frequencies)
        {
            ForwardRow(frequency, z, slope, count);
            z += stride;
            slope += stride;
        }
    }

    public override void ForwardCurved(float* z, float* slope, float* curvature, nint stride, int count)
    {
        foreach (float frequency in frequencies)
        {
            CurvatureRow(frequency, z, curvature, count);
            ForwardRow(frequency, z, slope, count);
            z += stride;
            slope += stride;
            curvature += stride;
        }
    }

    public override void Backward(float* gradient, float* value, float* slope, nint stride, int count)
    {
        for (int r = 0; r < frequencies.Length; r++, gradient += stride, slope += stride)
            for (int t = 0; t < count; t++) gradient[t] *= slope[t];
    }

    protected abstract void InferRow(float frequency, float* z, int count);

    protected abstract void ForwardRow(float frequency, float* z, float* slope, int count);

    protected abstract void CurvatureRow(float frequency, float* z, float* curvature, int count);
}

/// <summary>The rows for one lane width.</summary>
internal sealed unsafe class ResidualSineActivation<T>(float[] frequencies) : ResidualSineActivation(frequencies)
    where T : struct, ILanes<T>
{
    protected override void InferRow(float frequency, float* z, int count)
    {
        T m = T.Const(frequency);
        for (int t = 0; t < count; t += T.Width)
        {
            T sum = T.Load(z + t);
            (sum + T.Sin(m * sum)).Store(z + t);
        }
    }

    protected override void ForwardRow(float frequency, float* z, float* slope, int count)
    {
        T m = T.Const(frequency);
        for (int t = 0; t < count; t += T.Width)
        {
            (T value, T derivative) = ResidualSine.ValueAndSlope(T.Load(z + t), m);
            value.Store(z + t);
            derivative.Store(slope + t);
        }
    }

    protected override void CurvatureRow(float frequency, float* z, float* curvature, int count)
    {
        T m = T.Const(frequency);
        for (int t = 0; t < count; t += T.Width) ResidualSine.Curvature(T.Load(z + t), m).Store(curvature + t);
    }
}
