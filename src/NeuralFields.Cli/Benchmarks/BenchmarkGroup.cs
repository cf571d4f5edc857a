using System.Collections.Immutable;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>Measurements that belong together: what <c>nf bench NAME</c> runs.</summary>
internal abstract class BenchmarkGroup
{
    /// <summary>All groups. Another one takes one line here.</summary>
    public static ImmutableArray<BenchmarkGroup> All { get; } =
    [
        new PeakBenchmarks(), new MlpBenchmarks(), new GridBenchmarks(), new GradientBenchmarks(),
        new FunctionBenchmarks(), new ImageBenchmarks(), new SurfaceBenchmarks(),
        new OpenClBenchmarks(),
    ];

    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>One line for the help.</summary>
    public abstract string Summary { get; }

    /// <summary>Makes what is measured. The cases are run in turns, so all of them exist at once.</summary>
    /// <param name="bench">Width and threads to measure with; owns what the cases need.</param>
    public abstract IEnumerable<BenchmarkCase> Prepare(Workbench bench);

    /// <summary>What the rows say together; a line each.</summary>
    public virtual IEnumerable<string> Conclude(IReadOnlyList<BenchmarkRow> rows) => [];
}
