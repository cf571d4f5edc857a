using System.Diagnostics;
using NeuralFields.Backends.Cpu;
using NeuralFields.Numerics;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>Measures the cases of a group in turns, so that a machine whose clock drifts treats them alike.</summary>
/// <param name="Width">Lanes per vector.</param>
/// <param name="Threads">The larger number of threads.</param>
/// <param name="Seconds">Seconds per case.</param>
internal sealed record BenchmarkRun(LaneWidth Width, int Threads, double Seconds)
{
    /// <summary>Every round measures the peak and then each case: at least this many calls.</summary>
    private const int Rounds = 5;

    // Code is compiled fully at its first call; the rest of the warm-up is for caches, pages and the clock.
    private const double WarmUpPart = 0.3;
    private const double PeakPart = 0.1;

    /// <summary>Measures a group.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public IReadOnlyList<BenchmarkRow> Measure(BenchmarkGroup group, CancellationToken cancellation)
    {
        using Workbench bench = new(Width, Threads);
        BenchmarkCase[] cases = [.. group.Prepare(bench)];
        List<double>[] times = [.. cases.Select(_ => new List<double>())];
        foreach (BenchmarkCase warm in cases) Repeat(warm, Seconds * WarmUpPart, [], cancellation);
        double peak = 0;
        for (int round = 0; round < Rounds; round++)
        {
            peak = Math.Max(peak, FmaPeak.Measure(Width, Seconds * PeakPart / Rounds) * 1e9);
            for (int i = 0; i < cases.Length; i++) Repeat(cases[i], Seconds / Rounds, times[i], cancellation);
        }
        return [.. cases.Zip(times, (c, t) => new BenchmarkRow(group.Name, c, [.. t.Order()], peak))];
    }

    private static void Repeat(BenchmarkCase measured, double seconds, List<double> times, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            cancellation.ThrowIfCancellationRequested();
            times.Add(measured.Call());
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
    }
}
