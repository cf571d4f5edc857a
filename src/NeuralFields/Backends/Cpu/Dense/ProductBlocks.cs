using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// Register blocks of Y = W·X + b on feature-major rows: a few outputs times one to three vectors of samples, summed
/// over all inputs. Weights are packed so that the block's outputs of one input stand side by side. Each block is a
/// leaf method: a call inside would home the accumulators on the stack (measured: 117 → 50 GFLOP/s).
/// </summary>
/// <remarks>X, Y and the epilogue's second matrix have the same stride between rows.</remarks>
internal static unsafe class ProductBlocks<O, V, E>
    where O : struct, ISimd<V> where V : struct where E : struct, IEpilogue<O, V>
{
    /// <summary>8 outputs × 3 vectors of samples.</summary>
    public static void Rows8Vectors3(
        float* w, float* bias, float* x, int inputs, float* y, float* other, nint stride)
    {
        V a00 = O.Broadcast(bias), a01 = a00, a02 = a00;
        V a10 = O.Broadcast(bias + 1), a11 = a10, a12 = a10;
        V a20 = O.Broadcast(bias + 2), a21 = a20, a22 = a20;
        V a30 = O.Broadcast(bias + 3), a31 = a30, a32 = a30;
        V a40 = O.Broadcast(bias + 4), a41 = a40, a42 = a40;
        V a50 = O.Broadcast(bias + 5), a51 = a50, a52 = a50;
        V a60 = O.Broadcast(bias + 6), a61 = a60, a62 = a60;
        V a70 = O.Broadcast(bias + 7), a71 = a70, a72 = a70;
        for (int i = 0; i < inputs; i++)
        {
            V x0 = O.Load(x), x1 = O.Load(x + O.Width), x2 = O.Load(x + (2 * O.Width));
            V w0 = O.Broadcast(w);
            a00 = O.Fma(w0, x0, a00); a01 = O.Fma(w0, x1, a01); a02 = O.Fma(w0, x2, a02);
            V w1 = O.Broadcast(w + 1);
            a10 = O.Fma(w1, x0, a10); a11 = O.Fma(w1, x1, a11); a12 = O.Fma(w1, x2, a12);
            V w2 = O.Broadcast(w + 2);
            a20 = O.Fma(w2, x0, a20); a21 = O.Fma(w2, x1, a21); a22 = O.Fma(w2, x2, a22);
            V w3 = O.Broadcast(w + 3);
            a30 = O.Fma(w3, x0, a30); a31 = O.Fma(w3, x1, a31); a32 = O.Fma(w3, x2, a32);
            V w4 = O.Broadcast(w + 4);
            a40 = O.Fma(w4, x0, a40); a41 = O.Fma(w4, x1, a41); a42 = O.Fma(w4, x2, a42);
            V w5 = O.Broadcast(w + 5);
            a50 = O.Fma(w5, x0, a50); a51 = O.Fma(w5, x1, a51); a52 = O.Fma(w5, x2, a52);
            V w6 = O.Broadcast(w + 6);
            a60 = O.Fma(w6, x0, a60); a61 = O.Fma(w6, x1, a61); a62 = O.Fma(w6, x2, a62);
            V w7 = O.Broadcast(w + 7);
            a70 = O.Fma(w7, x0, a70); a71 = O.Fma(w7, x1, a71); a72 = O.Fma(w7, x2, a72);
            x += stride;
            w += 8;
        }
        O.Store(E.Apply(a00, other), y);
        O.Store(E.Apply(a01, other + O.Width), y + O.Width);
        O.Store(E.Apply(a02, other + (2 * O.Width)), y + (2 * O.Width));
        y += stride;
        other += stride;
        O.Store(E.Apply(a10, other), y);
        O.Store(E.Apply(a11, other + O.Width), y + O.Width);
        O.Store(E.Apply(a12, other + (2 * O.Width)), y + (2 * O.Width));
        y += stride;
        other += stride;
        O.Store(E.Apply(a20, other), y);
        O.Store(E.Apply(a21, other + O.Width), y + O.Width);
        O.Store(E.Apply(a22, other + (2 * O.Width)), y + (2 * O.Width));
        y += stride;
        other += stride;
        O.Store(E.Apply(a30, other), y);
        O.Store(E.Apply(a31, other + O.Width), y + O.Width);
        O.Store(E.Apply(a32, other + (2 * O.Width)), y + (2 * O.Width));
        y += stride;
        other += stride;
        O.Store(E.Apply(a40, other), y);
        O.Store(E.Apply(a41, other + O.Width), y + O.Width);
        O.Store(E.Apply(a42, other + (2 * O.Width)), y + (2 * O.Width));
        y += stride;
        other += stride;
        O.Store(E.Apply(a50, other), y);
        O.Store(E.Apply(a51, other + O.Width), y + O.Width);
        O.Store(E.Apply(a52, other + (2 * O.Width)), y + (2 * O.Width));
        y += stride;
        other += stride;
        O.Store(E.Apply(a60, other), y);
        O.Store(E.Apply(a61, other + O.Width), y + O.Width);
        O.Store(E.Apply(a62, other + (2 * O.Width)), y + (2 * O.Width));
        y += stride;
        other += stride;
        O.Store(E.Apply(a70, other), y);
        O.Store(E.Apply(a71, other + O.Width), y + O.Width);
        O.Store(E.Apply(a72, other + (2 * O.Width)), y + (2 * O.Width));
    }

    /// <summary>8 outputs × 1 vector of samples.</summary>
    public static void Rows8Vectors1(
        float* w, float* bias, float* x, int inputs, float* y, float* other, nint stride)
    {
        V a00 = O.Broadcast(bias);
        V a10 = O.Broadcast(bias + 1);
        V a20 = O.Broadcast(bias + 2);
        V a30 = O.Broadcast(bias + 3);
        V a40 = O.Broadcast(bias + 4);
        V a50 = O.Broadcast(bias + 5);
        V a60 = O.Broadcast(bias + 6);
        V a70 = O.Broadcast(bias + 7);
        for (int i = 0; i < inputs; i++)
        {
            V x0 = O.Load(x);
            V w0 = O.Broadcast(w);
            a00 = O.Fma(w0, x0, a00);
            V w1 = O.Broadcast(w + 1);
            a10 = O.Fma(w1, x0, a10);
            V w2 = O.Broadcast(w + 2);
            a20 = O.Fma(w2, x0, a20);
            V w3 = O.Broadcast(w + 3);
            a30 = O.Fma(w3, x0, a30);
            V w4 = O.Broadcast(w + 4);
            a40 = O.Fma(w4, x0, a40);
            V w5 = O.Broadcast(w + 5);
            a50 = O.Fma(w5, x0, a50);
            V w6 = O.Broadcast(w + 6);
            a60 = O.Fma(w6, x0, a60);
            V w7 = O.Broadcast(w + 7);
            a70 = O.Fma(w7, x0, a70);
            x += stride;
            w += 8;
        }
        O.Store(E.Apply(a00, other), y);
        y += stride;
        other += stride;
        O.Store(E.Apply(a10, other), y);
        y += stride;
        other += stride;
        O.Store(E.Apply(a20, other), y);
        y += stride;
        other += stride;
        O.Store(E.Apply(a30, other), y);
        y += stride;
        other += stride;
        O.Store(E.Apply(a40, other), y);
        y += stride;
        other += stride;
        O.Store(E.Apply(a50, other), y);
        y += stride;
        other += stride;
        O.Store(E.Apply(a60, other), y);
        y += stride;
        other += stride;
        O.Store(E.Apply(a70, other), y);
    }

    /// <summary>4 outputs × 3 vectors of samples.</summary>
    public static void Rows4Vectors3(
        float* w, float* bias, float* x, int inputs, float* y, float* other, nint stride)
    {
        V a00 = O.Broadcast(bias), a01 = a00, a02 = a00;
        V a10 = O.Broadcast(bias + 1), a11 = a10, a12 = a10;
        V a20 = O.Broadcast(bias + 2), a21 = a20, a22 = a20;
        V a30 = O.Broadcast(bias + 3), a31 = a30, a32 = a30;
        for (int i = 0; i < inputs; i++)
        {
            V x0 = O.Load(x), x1 = O.Load(x + O.Width), x2 = O.Load(x + (2 * O.Width));
            V w0 = O.Broadcast(w);
            a00 = O.Fma(w0, x0, a00); a01 = O.Fma(w0, x1, a01); a02 = O.Fma(w0, x2, a02);
            V w1 = O.Broadcast(w + 1);
            a10 = O.Fma(w1, x0, a10); a11 = O.Fma(w1, x1, a11); a12 = O.Fma(w1, x2, a12);
            V w2 = O.Broadcast(w + 2);
            a20 = O.Fma(w2, x0, a20); a21 = O.Fma(w2, x1, a21); a22 = O.Fma(w2, x2, a22);
            V w3 = O.Broadcast(w + 3);
            a30 = O.Fma(w3, x0, a30); a31 = O.Fma(w3, x1, a31); a32 = O.Fma(w3, x2, a32);
            x += stride;
            w += 4;
        }
        O.Store(E.Apply(a00, other), y);
        O.Store(E.Apply(a01, other + O.Width), y + O.Width);
        O.Store(E.Apply(a02, other + (2 * O.Width)), y + (2 * O.Width));
        y += stride;
        other += stride;
        O.Store(E.Apply(a10, other), y);
        O.Store(E.Apply(a11, other + O.Width), y + O.Width);
        O.Store(E.Apply(a12, other + (2 * O.Width)), y + (2 * O.Width));
        y += stride;
        other += stride;
        O.Store(E.Apply(a20, other), y);
        O.Store(E.Apply(a21, other + O.Width), y + O.Width);
        O.Store(E.Apply(a22, other + (2 * O.Width)), y + (2 * O.Width));
        y += stride;
        other += stride;
        O.Store(E.Apply(a30, other), y);
        O.Store(E.Apply(a31, other + O.Width), y + O.Width);
        O.Store(E.Apply(a32, other + (2 * O.Width)), y + (2 * O.Width));
    }

    /// <summary>4 outputs × 1 vector of samples.</summary>
    public static void Rows4Vectors1(
        float* w, float* bias, float* x, int inputs, float* y, float* other, nint stride)
    {
        V a00 = O.Broadcast(bias);
        V a10 = O.Broadcast(bias + 1);
        V a20 = O.Broadcast(bias + 2);
        V a30 = O.Broadcast(bias + 3);
        for (int i = 0; i < inputs; i++)
        {
            V x0 = O.Load(x);
            V w0 = O.Broadcast(w);
            a00 = O.Fma(w0, x0, a00);
            V w1 = O.Broadcast(w + 1);
            a10 = O.Fma(w1, x0, a10);
            V w2 = O.Broadcast(w + 2);
            a20 = O.Fma(w2, x0, a20);
            V w3 = O.Broadcast(w + 3);
            a30 = O.Fma(w3, x0, a30);
            x += stride;
            w += 4;
        }
        O.Store(E.Apply(a00, other), y);
        y += stride;
        other += stride;
        O.Store(E.Apply(a10, other), y);
        y += stride;
        other += stride;
        O.Store(E.Apply(a20, other), y);
        y += stride;
        other += stride;
        O.Store(E.Apply(a30, other), y);
    }
}
