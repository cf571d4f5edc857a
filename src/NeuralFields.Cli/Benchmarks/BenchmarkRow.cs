using NeuralFields.Descriptions;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>The outcome of a case.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="Case">What was measured.</param>
/// <param name="Seconds">The time of every call, ascending.</param>
/// <param name="CorePeak">Operations per second of one core at its peak, measured in between.</param>
internal sealed record BenchmarkRow(string Group, BenchmarkCase Case, double[] Seconds, double CorePeak)
{
    /// <summary>The shortest call.</summary>
    public double Minimum => Seconds[0];

    /// <summary>The usual call.</summary>
    public double Median => Seconds[Seconds.Length / 2];

    /// <summary>Samples per second of the usual call, or null.</summary>
    public double? SamplesPerSecond => Rate(Case.Samples, Median);

    /// <summary>Samples per second of the shortest call, or null.</summary>
    public double? BestSamplesPerSecond => Rate(Case.Samples, Minimum);

    /// <summary>Operations per second of the usual call, or null.</summary>
    public double? OperationsPerSecond => Rate(Case.Operations, Median);

    /// <summary>Bytes per second of the usual call, or null.</summary>
    public double? BytesPerSecond => Rate(Case.Bytes, Median);

    /// <summary>The usual call's part of the peak of all its threads, or null.</summary>
    public double? PeakShare => ShareOf(Median);

    /// <summary>The shortest call's part of that peak; both are the best of many, so this compares like with like.</summary>
    public double? BestPeakShare => ShareOf(Minimum);

    /// <summary>The row of the JSON result.</summary>
    public DescriptionNode Describe() => new JsonResult()
        .Add("group", Group).Add("name", Case.Name).Add("pass", Case.Pass).Add("threads", Case.Threads)
        .Add("calls", Seconds.Length).Add("minSeconds", Minimum).Add("medianSeconds", Median)
        .Add("samplesPerSecond", SamplesPerSecond).Add("bestSamplesPerSecond", BestSamplesPerSecond)
        .Add("gigabytesPerSecond", BytesPerSecond / 1e9)
        .Add("gflops", OperationsPerSecond / 1e9).Add("bestGflops", Rate(Case.Operations, Minimum) / 1e9)
        .Add("peakShare", PeakShare).Add("bestPeakShare", BestPeakShare).ToNode();

    private double? ShareOf(double seconds)
        => (Rate(Case.Operations, seconds) ?? (Case.Peak is null ? null : Rate(Case.Bytes, seconds)))
            / (Case.Peak ?? (CorePeak * Case.Threads));

    private static double? Rate(double work, double seconds) => work > 0 ? work / seconds : null;
}
