using NeuralFields.Numerics;

namespace NeuralFields.RadialBases;

/// <summary>A kernel compiled for one lane width: one kernel and sample per lane.</summary>
public abstract unsafe class RadialKernelPass
{
    /// <summary>φ of each offset.</summary>
    /// <param name="u">[dimensions] rows of offsets in widths.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="dimensions">Rows of u.</param>
    /// <param name="value">[count] φ, overwritten.</param>
    /// <param name="count">How many; a multiple of 16.</param>
    public abstract void Value(float* u, nint stride, int dimensions, float* value, int count);

    /// <summary>Replaces each offset by ∂φ/∂u.</summary>
    /// <param name="u">[dimensions] rows of offsets in, of gradients out.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="dimensions">Rows of u.</param>
    /// <param name="value">[count] φ, overwritten.</param>
    /// <param name="count">How many; a multiple of 16.</param>
    public abstract void Gradient(float* u, nint stride, int dimensions, float* value, int count);
}

/// <summary>The passes of one kernel at one lane width.</summary>
internal sealed unsafe class RadialKernelPass<TKernel, TLanes>(TKernel kernel) : RadialKernelPass
    where TKernel : struct, IRadialKernel<TKernel>
    where TLanes : unmanaged, ILanes<TLanes>
{
    public override void Value(float* u, nint stride, int dimensions, float* value, int count)
    {
        Span<TLanes> offset = stackalloc TLanes[dimensions];
        for (int i = 0; i < count; i += TLanes.Width)
        {
            for (int j = 0; j < dimensions; j++) offset[j] = TLanes.Load(u + i + (j * stride));
            RadialFormula.Value<TKernel, TLanes>(kernel, offset).Store(value + i);
        }
    }

    public override void Gradient(float* u, nint stride, int dimensions, float* value, int count)
    {
        Span<TLanes> offset = stackalloc TLanes[dimensions], gradient = stackalloc TLanes[dimensions];
        for (int i = 0; i < count; i += TLanes.Width)
        {
            for (int j = 0; j < dimensions; j++) offset[j] = TLanes.Load(u + i + (j * stride));
            RadialFormula.ValueAndGradient<TKernel, TLanes>(kernel, offset, gradient).Store(value + i);
            for (int j = 0; j < dimensions; j++) gradient[j].Store(u + i + (j * stride));
        }
    }
}
