using System.Diagnostics;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>Something that is measured.</summary>
/// <param name="Name">What it works on.</param>
/// <param name="Pass">What it does with that.</param>
/// <param name="Threads">Threads that compute.</param>
/// <param name="Call">Does it once and says how many seconds that took.</param>
internal sealed record BenchmarkCase(string Name, string Pass, int Threads, Func<double> Call)
{
    /// <summary>Points, pixels or values that a call handles; 0 where that means nothing.</summary>
    public double Samples { get; init; }

    /// <summary>Floating-point operations of a call; 0 where they are not what limits it.</summary>
    public double Operations { get; init; }

    /// <summary>Bytes that a call reads and writes; 0 where they are not what limits it.</summary>
    public double Bytes { get; init; }

    /// <summary>
    /// Operations per second of the device at its peak, or bytes where no operations are counted; null for the cores of
    /// this machine.
    /// </summary>
    public double? Peak { get; init; }

    /// <summary>A case whose calls are timed from outside.</summary>
    public static BenchmarkCase Timed(string name, string pass, int threads, Action run) => new(name, pass, threads, () =>
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    });
}
