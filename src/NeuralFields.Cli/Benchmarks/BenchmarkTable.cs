using System.Globalization;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>Rows for people.</summary>
internal static class BenchmarkTable
{
    /// <summary>The columns' titles.</summary>
    public static string Titles { get; } = Line(
        "what", "pass", "threads", "M samples/s", "best", "ns/sample", "GFLOP/s", "% of peak", "best", "GB/s", "calls");

    /// <summary>One row.</summary>
    public static string Line(BenchmarkRow row) => Line(
        row.Case.Name, row.Case.Pass, row.Case.Threads.ToString(CultureInfo.InvariantCulture),
        Number(row.SamplesPerSecond / 1e6, "F3"), Number(row.BestSamplesPerSecond / 1e6, "F3"),
        Number(1e9 / row.SamplesPerSecond, "F2"), Number(row.OperationsPerSecond / 1e9, "F1"),
        Number(100 * row.PeakShare, "F1"), Number(100 * row.BestPeakShare, "F1"),
        Number(row.BytesPerSecond / 1e9, "F1"), row.Seconds.Length.ToString(CultureInfo.InvariantCulture));

    private static string Line(params ReadOnlySpan<string> cells)
        => $"{cells[0],-34} {cells[1],-15} {cells[2],7} {cells[3],11} {cells[4],9} {cells[5],10} " +
            $"{cells[6],8} {cells[7],9} {cells[8],6} {cells[9],6} {cells[10],6}";

    private static string Number(double? value, string format)
        => value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) : "-";
}
