using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>The kernels of one activation on one lane width.</summary>
internal sealed unsafe class ActivationKernel<TActivation, TLanes>(TActivation function) : ActivationKernel
    where TActivation : struct, IActivation<TActivation>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>
    /// Floats per iteration: narrow lanes take two registers, which share the loads of constants. With more the larger
    /// formulas exceed what the JIT is willing to inline.
    /// </summary>
    private static int Step
    {
        [MethodImpl(AggressiveInlining)]
        get => TLanes.Width == 16 ? 16 : 2 * TLanes.Width;
    }

    public override void Infer(float* z, int count)
    {
        if (TActivation.IsIdentity) return;
        TActivation f = function;
        for (float* end = z + count; z < end; z += Step)
        {
            Infer(f, z);
            if (TLanes.Width != Step) Infer(f, z + TLanes.Width);
        }
    }

    public override void Forward(float* z, float* slope, int count)
    {
        if (TActivation.SlopeOfValue)
        {
            Infer(z, count);
            return;
        }
        TActivation f = function;
        for (float* end = z + count; z < end; z += Step, slope += Step)
        {
            Forward(f, z, slope);
            if (TLanes.Width != Step) Forward(f, z + TLanes.Width, slope + TLanes.Width);
        }
    }

    public override void Backward(float* gradient, float* slopeOrValue, int count)
    {
        if (TActivation.IsIdentity) return;
        TActivation f = function;
        for (float* end = gradient + count; gradient < end; gradient += Step, slopeOrValue += Step)
        {
            Backward(f, gradient, slopeOrValue);
            if (TLanes.Width != Step) Backward(f, gradient + TLanes.Width, slopeOrValue + TLanes.Width);
        }
    }

    public override void ForwardCurved(float* z, float* slope, float* curvature, int count)
    {
        TActivation f = function;
        for (float* end = z + count; z < end; z += TLanes.Width, slope += TLanes.Width, curvature += TLanes.Width)
        {
            f.Curvature(TLanes.Load(z)).Store(curvature);
            Forward(f, z, slope);
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static void Infer(TActivation f, float* z) => f.Value(TLanes.Load(z)).Store(z);

    [MethodImpl(AggressiveInlining)]
    private static void Forward(TActivation f, float* z, float* slope)
    {
        (TLanes value, TLanes derivative) = f.ValueAndSlope(TLanes.Load(z));
        value.Store(z);
        derivative.Store(slope);
    }

    [MethodImpl(AggressiveInlining)]
    private static void Backward(TActivation f, float* gradient, float* slopeOrValue)
    {
        TLanes kept = TLanes.Load(slopeOrValue);
        (TLanes.Load(gradient) * (TActivation.SlopeOfValue ? f.Slope(kept) : kept)).Store(gradient);
    }
}
