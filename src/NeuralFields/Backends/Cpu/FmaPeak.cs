using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>The most multiply-adds that a core does: what kernels are measured against.</summary>
public static class FmaPeak
{
    private const int Accumulators = 12, Repeats = 4096;

    /// <summary>Runs independent fused multiply-adds for a while.</summary>
    /// <param name="width">Lanes per vector.</param>
    /// <param name="seconds">How long.</param>
    /// <returns>GFLOP/s of one core, from the fastest of many short runs; an FMA counts as two operations.</returns>
    public static double Measure(LaneWidth width, double seconds = 0.2)
    {
        Func<float> run = width switch
        {
            LaneWidth.Sixteen => Chain<Simd512, Vector512<float>>,
            LaneWidth.Eight => Chain<Simd256, Vector256<float>>,
            LaneWidth.Four => Chain<Simd128, Vector128<float>>,
            _ => Chain<SimdScalar, float>,
        };
        double best = double.PositiveInfinity;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < seconds;)
        {
            long began = Stopwatch.GetTimestamp();
            run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        return 2.0 * Accumulators * Repeats * (int)width / best / 1e9;
    }

    /// <summary>Twelve chains hide the latency of two units with five cycles each.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe float Chain<O, V>() where O : struct, ISimd<V> where V : struct
    {
        float one = 1, tiny = 1e-9f;
        V x = O.Broadcast(&one), y = O.Broadcast(&tiny);
        V a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < Repeats; n++)
        {
            a = O.Fma(a, x, y);
            b = O.Fma(b, x, y);
            c = O.Fma(c, x, y);
            d = O.Fma(d, x, y);
            e = O.Fma(e, x, y);
            f = O.Fma(f, x, y);
            g = O.Fma(g, x, y);
            h = O.Fma(h, x, y);
            i = O.Fma(i, x, y);
            j = O.Fma(j, x, y);
            k = O.Fma(k, x, y);
            l = O.Fma(l, x, y);
        }
        a = O.Add(O.Add(O.Add(a, b), O.Add(c, d)), O.Add(O.Add(e, f), O.Add(g, h)));
        return O.Sum(O.Add(a, O.Add(O.Add(i, j), O.Add(k, l))));
    }
}
