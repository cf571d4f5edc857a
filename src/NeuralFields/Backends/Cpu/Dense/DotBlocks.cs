using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// Register blocks of G += X·dYᵀ with the lanes over samples, for layers so narrow on one side that a transposed panel
/// would be mostly padding.
/// </summary>
internal static unsafe class DotBlocks<O, V> where O : struct, ISimd<V> where V : struct
{
    /// <summary>4 inputs × 4 outputs, summed over samples (a multiple of the width).</summary>
    public static void Rows4Columns4(
        float* x, nint xStride, float* dy, nint yStride, int samples, float* g, nint gStride)
    {
        float* xb = x + xStride, xc = xb + xStride, xd = xc + xStride;
        float* dyb = dy + yStride, dyc = dyb + yStride, dyd = dyc + yStride;
        V a00 = O.Zero, a01 = O.Zero, a02 = O.Zero, a03 = O.Zero;
        V a10 = O.Zero, a11 = O.Zero, a12 = O.Zero, a13 = O.Zero;
        V a20 = O.Zero, a21 = O.Zero, a22 = O.Zero, a23 = O.Zero;
        V a30 = O.Zero, a31 = O.Zero, a32 = O.Zero, a33 = O.Zero;
        for (int t = 0; t < samples; t += O.Width)
        {
            V x0 = O.Load(x + t), x1 = O.Load(xb + t), x2 = O.Load(xc + t), x3 = O.Load(xd + t);
            V y0 = O.Load(dy + t);
            a00 = O.Fma(x0, y0, a00); a10 = O.Fma(x1, y0, a10); a20 = O.Fma(x2, y0, a20); a30 = O.Fma(x3, y0, a30);
            V y1 = O.Load(dyb + t);
            a01 = O.Fma(x0, y1, a01); a11 = O.Fma(x1, y1, a11); a21 = O.Fma(x2, y1, a21); a31 = O.Fma(x3, y1, a31);
            V y2 = O.Load(dyc + t);
            a02 = O.Fma(x0, y2, a02); a12 = O.Fma(x1, y2, a12); a22 = O.Fma(x2, y2, a22); a32 = O.Fma(x3, y2, a32);
            V y3 = O.Load(dyd + t);
            a03 = O.Fma(x0, y3, a03); a13 = O.Fma(x1, y3, a13); a23 = O.Fma(x2, y3, a23); a33 = O.Fma(x3, y3, a33);
        }
        g[0] += O.Sum(a00); g[1] += O.Sum(a01); g[2] += O.Sum(a02); g[3] += O.Sum(a03);
        g += gStride;
        g[0] += O.Sum(a10); g[1] += O.Sum(a11); g[2] += O.Sum(a12); g[3] += O.Sum(a13);
        g += gStride;
        g[0] += O.Sum(a20); g[1] += O.Sum(a21); g[2] += O.Sum(a22); g[3] += O.Sum(a23);
        g += gStride;
        g[0] += O.Sum(a30); g[1] += O.Sum(a31); g[2] += O.Sum(a32); g[3] += O.Sum(a33);
    }

    /// <summary>4 inputs × 3 outputs: the last layer of a picture.</summary>
    public static void Rows4Columns3(
        float* x, nint xStride, float* dy, nint yStride, int samples, float* g, nint gStride)
    {
        float* xb = x + xStride, xc = xb + xStride, xd = xc + xStride;
        float* dyb = dy + yStride, dyc = dyb + yStride;
        V a00 = O.Zero, a01 = O.Zero, a02 = O.Zero;
        V a10 = O.Zero, a11 = O.Zero, a12 = O.Zero;
        V a20 = O.Zero, a21 = O.Zero, a22 = O.Zero;
        V a30 = O.Zero, a31 = O.Zero, a32 = O.Zero;
        for (int t = 0; t < samples; t += O.Width)
        {
            V y0 = O.Load(dy + t), y1 = O.Load(dyb + t), y2 = O.Load(dyc + t);
            V x0 = O.Load(x + t);
            a00 = O.Fma(x0, y0, a00); a01 = O.Fma(x0, y1, a01); a02 = O.Fma(x0, y2, a02);
            V x1 = O.Load(xb + t);
            a10 = O.Fma(x1, y0, a10); a11 = O.Fma(x1, y1, a11); a12 = O.Fma(x1, y2, a12);
            V x2 = O.Load(xc + t);
            a20 = O.Fma(x2, y0, a20); a21 = O.Fma(x2, y1, a21); a22 = O.Fma(x2, y2, a22);
            V x3 = O.Load(xd + t);
            a30 = O.Fma(x3, y0, a30); a31 = O.Fma(x3, y1, a31); a32 = O.Fma(x3, y2, a32);
        }
        g[0] += O.Sum(a00); g[1] += O.Sum(a01); g[2] += O.Sum(a02);
        g += gStride;
        g[0] += O.Sum(a10); g[1] += O.Sum(a11); g[2] += O.Sum(a12);
        g += gStride;
        g[0] += O.Sum(a20); g[1] += O.Sum(a21); g[2] += O.Sum(a22);
        g += gStride;
        g[0] += O.Sum(a30); g[1] += O.Sum(a31); g[2] += O.Sum(a32);
    }

    /// <summary>4 inputs × 1 output.</summary>
    public static void Rows4Columns1(float* x, nint xStride, float* dy, int samples, float* g, nint gStride)
    {
        float* xb = x + xStride, xc = xb + xStride, xd = xc + xStride;
        V a0 = O.Zero, a1 = O.Zero, a2 = O.Zero, a3 = O.Zero;
        for (int t = 0; t < samples; t += O.Width)
        {
            V y = O.Load(dy + t);
            a0 = O.Fma(O.Load(x + t), y, a0);
            a1 = O.Fma(O.Load(xb + t), y, a1);
            a2 = O.Fma(O.Load(xc + t), y, a2);
            a3 = O.Fma(O.Load(xd + t), y, a3);
        }
        g[0] += O.Sum(a0);
        g[gStride] += O.Sum(a1);
        g[2 * gStride] += O.Sum(a2);
        g[3 * gStride] += O.Sum(a3);
    }

    /// <summary>1 input × 4 outputs.</summary>
    public static void Row1Columns4(float* x, float* dy, nint yStride, int samples, float* g)
    {
        float* dyb = dy + yStride, dyc = dyb + yStride, dyd = dyc + yStride;
        V a0 = O.Zero, a1 = O.Zero, a2 = O.Zero, a3 = O.Zero;
        for (int t = 0; t < samples; t += O.Width)
        {
            V v = O.Load(x + t);
            a0 = O.Fma(v, O.Load(dy + t), a0);
            a1 = O.Fma(v, O.Load(dyb + t), a1);
            a2 = O.Fma(v, O.Load(dyc + t), a2);
            a3 = O.Fma(v, O.Load(dyd + t), a3);
        }
        g[0] += O.Sum(a0);
        g[1] += O.Sum(a1);
        g[2] += O.Sum(a2);
        g[3] += O.Sum(a3);
    }

    /// <summary>1 input × 1 output.</summary>
    public static float Single(float* x, float* dy, int samples)
    {
        V a = O.Zero;
        for (int t = 0; t < samples; t += O.Width) a = O.Fma(O.Load(x + t), O.Load(dy + t), a);
        return O.Sum(a);
    }

    /// <summary>The sum of a row.</summary>
    public static float Sum(float* x, int samples)
    {
        V a = O.Zero;
        for (int t = 0; t < samples; t += O.Width) a = O.Add(O.Load(x + t), a);
        return O.Sum(a);
    }
}
