using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>The kernels of one activation on one lane width.</summary>
internal sealed unsafe class ActivationKernel<TActivation, TLanes>(TActivation function) : ActivationKernel
    where TActivation : struct, IActivation<TActivation>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Floats per iteration: narrow lanes take several registers at once, which shares the constants' loads.</summary>
    private const int Block = 16;

    public override void Infer(float* z, int count)
    {
        if (TActivation.IsIdentity) return;
        TActivation f = function;
        for (float* end = z + count; z < end; z += Block)
        {
            Infer(f, z);
            if (TLanes.Width <= 8) Infer(f, z + TLanes.Width);
            for (int i = 2 * TLanes.Width; i < Block; i += 2 * TLanes.Width)
            {
                Infer(f, z + i);
                Infer(f, z + i + TLanes.Width);
            }
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
        for (float* end = z + count; z < end; z += Block, slope += Block)
        {
            Forward(f, z, slope);
            if (TLanes.Width <= 8) Forward(f, z + TLanes.Width, slope + TLanes.Width);
            for (int i = 2 * TLanes.Width; i < Block; i += 2 * TLanes.Width)
            {
                Forward(f, z + i, slope + i);
                Forward(f, z + i + TLanes.Width, slope + i + TLanes.Width);
            }
        }
    }

    public override void Backward(float* gradient, float* slopeOrValue, int count)
    {
        if (TActivation.IsIdentity) return;
        TActivation f = function;
        for (float* end = gradient + count; gradient < end; gradient += Block, slopeOrValue += Block)
            for (int i = 0; i < Block; i += TLanes.Width) Backward(f, gradient + i, slopeOrValue + i);
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
