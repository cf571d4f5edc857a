using NeuralFields.Activations;
using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>The complex wavelet over rows of real and imaginary parts.</summary>
internal abstract unsafe class WireKernel
{
    public static WireKernel For(WireFormula wire, LaneWidth width) => width switch
    {
        LaneWidth.Sixteen => new WireKernel<Lanes16>(wire),
        LaneWidth.Eight => new WireKernel<Lanes8>(wire),
        LaneWidth.Four => new WireKernel<Lanes4>(wire),
        _ => new WireKernel<Lanes1>(wire),
    };

    /// <summary>ψ(u + jv) in place.</summary>
    public abstract void Infer(float* u, float* v, int count);

    /// <summary>The gradient of ψ, in place, becomes that of (u, v).</summary>
    public abstract void Backward(
        float* u, float* v, float* re, float* im, float* gradientRe, float* gradientIm, int count);
}

/// <summary>The wavelet for one lane width.</summary>
internal sealed unsafe class WireKernel<T>(WireFormula wire) : WireKernel where T : struct, ILanes<T>
{
    public override void Infer(float* u, float* v, int count)
    {
        for (int t = 0; t < count; t += T.Width)
        {
            (T re, T im) = wire.Value(T.Load(u + t), T.Load(v + t));
            re.Store(u + t);
            im.Store(v + t);
        }
    }

    public override void Backward(
        float* u, float* v, float* re, float* im, float* gradientRe, float* gradientIm, int count)
    {
        for (int t = 0; t < count; t += T.Width)
        {
            (T uRe, T uIm, T vRe, T vIm) = wire.Partials(T.Load(u + t), T.Load(v + t), T.Load(re + t), T.Load(im + t));
            T dRe = T.Load(gradientRe + t), dIm = T.Load(gradientIm + t);
            T.Fma(dRe, uRe, dIm * uIm).Store(gradientRe + t);
            T.Fma(dRe, vRe, dIm * vIm).Store(gradientIm + t);
        }
    }
}
