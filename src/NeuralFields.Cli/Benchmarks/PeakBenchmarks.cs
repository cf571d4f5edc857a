using System.Runtime.Intrinsics;
using NeuralFields.Backends.Cpu;
using NeuralFields.Numerics;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>The most multiply-adds that this machine does.</summary>
internal sealed class PeakBenchmarks : BenchmarkGroup
{
    // Many runs of the chain (7 µs on the machine where this was written), and long beside the start of a thread.
    private const double SecondsPerCall = 0.005;

    public override string Name => "peak";

    public override string Summary => "fused multiply-adds by lane width: what the other groups are compared with";

    public override IEnumerable<BenchmarkCase> Prepare(Workbench bench) =>
        from width in (LaneWidth[])[LaneWidth.Sixteen, LaneWidth.Eight, LaneWidth.Four, LaneWidth.Scalar]
        from threads in bench.ThreadCounts
        select new BenchmarkCase(NameOf(width), "fma", threads, () => 1 / Peak(width, threads))
        {
            Operations = 1e9, // Peak is per 10⁹
        };

    /// <summary>Whether the hardware has vectors of that many lanes; others are put together from narrower ones.</summary>
    public static bool IsNative(LaneWidth width) => width switch
    {
        LaneWidth.Sixteen => Vector512.IsHardwareAccelerated,
        LaneWidth.Eight => Vector256.IsHardwareAccelerated,
        LaneWidth.Four => Vector128.IsHardwareAccelerated,
        _ => true,
    };

    private static string NameOf(LaneWidth width) => (width == LaneWidth.Scalar ? "1 lane" : $"{(int)width} lanes") + (IsNative(width) ? "" : ", emulated");

    /// <summary>GFLOP/s of threads that run at once.</summary>
    private static double Peak(LaneWidth width, int threads)
    {
        double[] peaks = new double[threads];
        Thread[] others = [.. Enumerable.Range(1, threads - 1).Select(i => new Thread(() => Measure(i)))];
        foreach (Thread thread in others) thread.Start();
        Measure(0);
        foreach (Thread thread in others) thread.Join();
        return peaks.Sum();

        void Measure(int i) => peaks[i] = FmaPeak.Measure(width, SecondsPerCall);
    }
}
