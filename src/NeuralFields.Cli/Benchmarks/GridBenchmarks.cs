using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>The lookups of hash grids and their gradient.</summary>
internal sealed class GridBenchmarks : BenchmarkGroup
{
    private const int Samples = 8192;

    private static readonly (int Dimensions, int Log2TableSize, int Finest)[] s_shapes =
        [(2, 15, 512), (2, 15, 2048), (3, 19, 2048)];

    public override string Name => "grid";

    public override string Summary => "hash grids of 16x2 in 2-D and 3-D: encode, and scatter of the tables' gradient";

    public override IEnumerable<BenchmarkCase> Prepare(Workbench bench)
    {
        foreach ((int dimensions, int log2TableSize, int finest) in s_shapes)
            foreach (int threads in bench.ThreadCounts)
            {
                HashGrid grid = new() { Log2TableSize = log2TableSize, FinestResolution = finest };
                GridProbe probe = bench.Keep(new GridProbe(grid, dimensions, Samples, threads, bench.Width));
                string name = $"{grid.Levels}x{grid.Features} {dimensions}-D log2 T {log2TableSize} finest {finest}";
                yield return BenchmarkCase.Timed(name, "encode", threads, probe.Encode) with { Samples = probe.SampleCount };
                yield return BenchmarkCase.Timed(name, "scatter", threads, probe.Scatter) with { Samples = probe.SampleCount };
            }
    }
}
