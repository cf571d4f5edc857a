using System.Collections.Immutable;
using NeuralFields.Descriptions;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>Measurements that belong together: what <c>nf bench NAME</c> runs.</summary>
internal abstract class BenchmarkGroup
{
    /// <summary>All groups. Another one takes one line here.</summary>
    public static ImmutableArray<BenchmarkGroup> All { get; } = [];

    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>One line for the help.</summary>
    public abstract string Summary { get; }

    /// <summary>Measures and prints a table.</summary>
    /// <returns>The figures, for <c>--json</c>.</returns>
    public abstract DescriptionNode Run(Terminal terminal, CancellationToken cancellation);
}
