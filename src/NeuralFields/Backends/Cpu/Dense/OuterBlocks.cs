using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// Register blocks of G += X·dYᵀ, the gradient of a weight matrix: a few inputs times one or two vectors of outputs,
/// summed over the samples of a tile in order. dY comes transposed, [sample][output], so that no sum crosses lanes.
/// </summary>
internal static unsafe class OuterBlocks<O, V> where O : struct, ISimd<V> where V : struct
{
    /// <summary>8 inputs × 2 vectors of outputs.</summary>
    public static void Rows8Vectors2(float* x, nint xStride, float* panel, nint panelStride, int samples, float* g, nint gStride)
    {
        float* x1 = x + xStride, x2 = x1 + xStride, x3 = x2 + xStride, x4 = x3 + xStride, x5 = x4 + xStride, x6 = x5 + xStride, x7 = x6 + xStride;
        V a00 = O.Zero, a01 = O.Zero;
        V a10 = O.Zero, a11 = O.Zero;
        V a20 = O.Zero, a21 = O.Zero;
        V a30 = O.Zero, a31 = O.Zero;
        V a40 = O.Zero, a41 = O.Zero;
        V a50 = O.Zero, a51 = O.Zero;
        V a60 = O.Zero, a61 = O.Zero;
        V a70 = O.Zero, a71 = O.Zero;
        for (int t = 0; t < samples; t++)
        {
            V p0 = O.Load(panel), p1 = O.Load(panel + O.Width);
            V b0 = O.Broadcast(x + t);
            a00 = O.Fma(b0, p0, a00); a01 = O.Fma(b0, p1, a01);
            V b1 = O.Broadcast(x1 + t);
            a10 = O.Fma(b1, p0, a10); a11 = O.Fma(b1, p1, a11);
            V b2 = O.Broadcast(x2 + t);
            a20 = O.Fma(b2, p0, a20); a21 = O.Fma(b2, p1, a21);
            V b3 = O.Broadcast(x3 + t);
            a30 = O.Fma(b3, p0, a30); a31 = O.Fma(b3, p1, a31);
            V b4 = O.Broadcast(x4 + t);
            a40 = O.Fma(b4, p0, a40); a41 = O.Fma(b4, p1, a41);
            V b5 = O.Broadcast(x5 + t);
            a50 = O.Fma(b5, p0, a50); a51 = O.Fma(b5, p1, a51);
            V b6 = O.Broadcast(x6 + t);
            a60 = O.Fma(b6, p0, a60); a61 = O.Fma(b6, p1, a61);
            V b7 = O.Broadcast(x7 + t);
            a70 = O.Fma(b7, p0, a70); a71 = O.Fma(b7, p1, a71);
            panel += panelStride;
        }
        O.Store(O.Add(O.Load(g), a00), g);
        O.Store(O.Add(O.Load(g + O.Width), a01), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a10), g);
        O.Store(O.Add(O.Load(g + O.Width), a11), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a20), g);
        O.Store(O.Add(O.Load(g + O.Width), a21), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a30), g);
        O.Store(O.Add(O.Load(g + O.Width), a31), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a40), g);
        O.Store(O.Add(O.Load(g + O.Width), a41), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a50), g);
        O.Store(O.Add(O.Load(g + O.Width), a51), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a60), g);
        O.Store(O.Add(O.Load(g + O.Width), a61), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a70), g);
        O.Store(O.Add(O.Load(g + O.Width), a71), g + O.Width);
    }

    /// <summary>8 inputs × 1 vector of outputs.</summary>
    public static void Rows8Vectors1(float* x, nint xStride, float* panel, nint panelStride, int samples, float* g, nint gStride)
    {
        float* x1 = x + xStride, x2 = x1 + xStride, x3 = x2 + xStride, x4 = x3 + xStride, x5 = x4 + xStride, x6 = x5 + xStride, x7 = x6 + xStride;
        V a00 = O.Zero;
        V a10 = O.Zero;
        V a20 = O.Zero;
        V a30 = O.Zero;
        V a40 = O.Zero;
        V a50 = O.Zero;
        V a60 = O.Zero;
        V a70 = O.Zero;
        for (int t = 0; t < samples; t++)
        {
            V p0 = O.Load(panel);
            V b0 = O.Broadcast(x + t);
            a00 = O.Fma(b0, p0, a00);
            V b1 = O.Broadcast(x1 + t);
            a10 = O.Fma(b1, p0, a10);
            V b2 = O.Broadcast(x2 + t);
            a20 = O.Fma(b2, p0, a20);
            V b3 = O.Broadcast(x3 + t);
            a30 = O.Fma(b3, p0, a30);
            V b4 = O.Broadcast(x4 + t);
            a40 = O.Fma(b4, p0, a40);
            V b5 = O.Broadcast(x5 + t);
            a50 = O.Fma(b5, p0, a50);
            V b6 = O.Broadcast(x6 + t);
            a60 = O.Fma(b6, p0, a60);
            V b7 = O.Broadcast(x7 + t);
            a70 = O.Fma(b7, p0, a70);
            panel += panelStride;
        }
        O.Store(O.Add(O.Load(g), a00), g);
        g += gStride;
        O.Store(O.Add(O.Load(g), a10), g);
        g += gStride;
        O.Store(O.Add(O.Load(g), a20), g);
        g += gStride;
        O.Store(O.Add(O.Load(g), a30), g);
        g += gStride;
        O.Store(O.Add(O.Load(g), a40), g);
        g += gStride;
        O.Store(O.Add(O.Load(g), a50), g);
        g += gStride;
        O.Store(O.Add(O.Load(g), a60), g);
        g += gStride;
        O.Store(O.Add(O.Load(g), a70), g);
    }

    /// <summary>6 inputs × 2 vectors of outputs.</summary>
    public static void Rows6Vectors2(float* x, nint xStride, float* panel, nint panelStride, int samples, float* g, nint gStride)
    {
        float* x1 = x + xStride, x2 = x1 + xStride, x3 = x2 + xStride, x4 = x3 + xStride, x5 = x4 + xStride;
        V a00 = O.Zero, a01 = O.Zero;
        V a10 = O.Zero, a11 = O.Zero;
        V a20 = O.Zero, a21 = O.Zero;
        V a30 = O.Zero, a31 = O.Zero;
        V a40 = O.Zero, a41 = O.Zero;
        V a50 = O.Zero, a51 = O.Zero;
        for (int t = 0; t < samples; t++)
        {
            V p0 = O.Load(panel), p1 = O.Load(panel + O.Width);
            V b0 = O.Broadcast(x + t);
            a00 = O.Fma(b0, p0, a00); a01 = O.Fma(b0, p1, a01);
            V b1 = O.Broadcast(x1 + t);
            a10 = O.Fma(b1, p0, a10); a11 = O.Fma(b1, p1, a11);
            V b2 = O.Broadcast(x2 + t);
            a20 = O.Fma(b2, p0, a20); a21 = O.Fma(b2, p1, a21);
            V b3 = O.Broadcast(x3 + t);
            a30 = O.Fma(b3, p0, a30); a31 = O.Fma(b3, p1, a31);
            V b4 = O.Broadcast(x4 + t);
            a40 = O.Fma(b4, p0, a40); a41 = O.Fma(b4, p1, a41);
            V b5 = O.Broadcast(x5 + t);
            a50 = O.Fma(b5, p0, a50); a51 = O.Fma(b5, p1, a51);
            panel += panelStride;
        }
        O.Store(O.Add(O.Load(g), a00), g);
        O.Store(O.Add(O.Load(g + O.Width), a01), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a10), g);
        O.Store(O.Add(O.Load(g + O.Width), a11), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a20), g);
        O.Store(O.Add(O.Load(g + O.Width), a21), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a30), g);
        O.Store(O.Add(O.Load(g + O.Width), a31), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a40), g);
        O.Store(O.Add(O.Load(g + O.Width), a41), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a50), g);
        O.Store(O.Add(O.Load(g + O.Width), a51), g + O.Width);
    }

    /// <summary>4 inputs × 2 vectors of outputs.</summary>
    public static void Rows4Vectors2(float* x, nint xStride, float* panel, nint panelStride, int samples, float* g, nint gStride)
    {
        float* x1 = x + xStride, x2 = x1 + xStride, x3 = x2 + xStride;
        V a00 = O.Zero, a01 = O.Zero;
        V a10 = O.Zero, a11 = O.Zero;
        V a20 = O.Zero, a21 = O.Zero;
        V a30 = O.Zero, a31 = O.Zero;
        for (int t = 0; t < samples; t++)
        {
            V p0 = O.Load(panel), p1 = O.Load(panel + O.Width);
            V b0 = O.Broadcast(x + t);
            a00 = O.Fma(b0, p0, a00); a01 = O.Fma(b0, p1, a01);
            V b1 = O.Broadcast(x1 + t);
            a10 = O.Fma(b1, p0, a10); a11 = O.Fma(b1, p1, a11);
            V b2 = O.Broadcast(x2 + t);
            a20 = O.Fma(b2, p0, a20); a21 = O.Fma(b2, p1, a21);
            V b3 = O.Broadcast(x3 + t);
            a30 = O.Fma(b3, p0, a30); a31 = O.Fma(b3, p1, a31);
            panel += panelStride;
        }
        O.Store(O.Add(O.Load(g), a00), g);
        O.Store(O.Add(O.Load(g + O.Width), a01), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a10), g);
        O.Store(O.Add(O.Load(g + O.Width), a11), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a20), g);
        O.Store(O.Add(O.Load(g + O.Width), a21), g + O.Width);
        g += gStride;
        O.Store(O.Add(O.Load(g), a30), g);
        O.Store(O.Add(O.Load(g + O.Width), a31), g + O.Width);
    }

    /// <summary>4 inputs × 1 vector of outputs.</summary>
    public static void Rows4Vectors1(float* x, nint xStride, float* panel, nint panelStride, int samples, float* g, nint gStride)
    {
        float* x1 = x + xStride, x2 = x1 + xStride, x3 = x2 + xStride;
        V a00 = O.Zero;
        V a10 = O.Zero;
        V a20 = O.Zero;
        V a30 = O.Zero;
        for (int t = 0; t < samples; t++)
        {
            V p0 = O.Load(panel);
            V b0 = O.Broadcast(x + t);
            a00 = O.Fma(b0, p0, a00);
            V b1 = O.Broadcast(x1 + t);
            a10 = O.Fma(b1, p0, a10);
            V b2 = O.Broadcast(x2 + t);
            a20 = O.Fma(b2, p0, a20);
            V b3 = O.Broadcast(x3 + t);
            a30 = O.Fma(b3, p0, a30);
            panel += panelStride;
        }
        O.Store(O.Add(O.Load(g), a00), g);
        g += gStride;
        O.Store(O.Add(O.Load(g), a10), g);
        g += gStride;
        O.Store(O.Add(O.Load(g), a20), g);
        g += gStride;
        O.Store(O.Add(O.Load(g), a30), g);
    }

    /// <summary>1 input × 2 vectors of outputs.</summary>
    public static void Rows1Vectors2(float* x, nint xStride, float* panel, nint panelStride, int samples, float* g, nint gStride)
    {
        V a00 = O.Zero, a01 = O.Zero;
        for (int t = 0; t < samples; t++)
        {
            V p0 = O.Load(panel), p1 = O.Load(panel + O.Width);
            V b0 = O.Broadcast(x + t);
            a00 = O.Fma(b0, p0, a00); a01 = O.Fma(b0, p1, a01);
            panel += panelStride;
        }
        O.Store(O.Add(O.Load(g), a00), g);
        O.Store(O.Add(O.Load(g + O.Width), a01), g + O.Width);
    }

    /// <summary>1 input × 1 vector of outputs.</summary>
    public static void Rows1Vectors1(float* x, nint xStride, float* panel, nint panelStride, int samples, float* g, nint gStride)
    {
        V a00 = O.Zero;
        for (int t = 0; t < samples; t++)
        {
            V p0 = O.Load(panel);
            V b0 = O.Broadcast(x + t);
            a00 = O.Fma(b0, p0, a00);
            panel += panelStride;
        }
        O.Store(O.Add(O.Load(g), a00), g);
    }

    /// <summary>The sum over samples (a multiple of 4) of two vectors of outputs; four chains hide the latency.</summary>
    public static void Sums2(float* panel, nint panelStride, int samples, float* g)
    {
        V a0 = O.Zero, a1 = O.Zero, a2 = O.Zero, a3 = O.Zero;
        V b0 = O.Zero, b1 = O.Zero, b2 = O.Zero, b3 = O.Zero;
        for (int t = 0; t < samples; t += 4)
        {
            a0 = O.Add(a0, O.Load(panel)); b0 = O.Add(b0, O.Load(panel + O.Width));
            panel += panelStride;
            a1 = O.Add(a1, O.Load(panel)); b1 = O.Add(b1, O.Load(panel + O.Width));
            panel += panelStride;
            a2 = O.Add(a2, O.Load(panel)); b2 = O.Add(b2, O.Load(panel + O.Width));
            panel += panelStride;
            a3 = O.Add(a3, O.Load(panel)); b3 = O.Add(b3, O.Load(panel + O.Width));
            panel += panelStride;
        }
        O.Store(O.Add(O.Load(g), O.Add(O.Add(a0, a1), O.Add(a2, a3))), g);
        O.Store(O.Add(O.Load(g + O.Width), O.Add(O.Add(b0, b1), O.Add(b2, b3))), g + O.Width);
    }

    /// <summary>The sum over samples (a multiple of 4) of one vector of outputs.</summary>
    public static void Sums1(float* panel, nint panelStride, int samples, float* g)
    {
        V a0 = O.Zero, a1 = O.Zero, a2 = O.Zero, a3 = O.Zero;
        for (int t = 0; t < samples; t += 4)
        {
            a0 = O.Add(a0, O.Load(panel));
            a1 = O.Add(a1, O.Load(panel + panelStride));
            a2 = O.Add(a2, O.Load(panel + (2 * panelStride)));
            a3 = O.Add(a3, O.Load(panel + (3 * panelStride)));
            panel += 4 * panelStride;
        }
        O.Store(O.Add(O.Load(g), O.Add(O.Add(a0, a1), O.Add(a2, a3))), g);
    }
}
