using System.Collections.Immutable;
using System.CommandLine;
using NeuralFields.Backends;
using NeuralFields.Cli.Commands;
using NeuralFields.IO.Fields;

namespace NeuralFields.Cli.Rendering;

/// <summary>How <c>nf render</c> renders fields of one task. Another task takes one line in <see cref="All"/>.</summary>
internal abstract class TaskRendering
{
    /// <summary>The tasks that can be rendered.</summary>
    public static ImmutableArray<TaskRendering> All { get; } = 
        [new ImageRendering(), new SurfaceRendering(), new RadianceRendering()];

    /// <summary>The task of field files.</summary>
    public abstract string Task { get; }

    /// <summary>Options that mean something for fields of this task.</summary>
    public abstract IReadOnlyList<Option> Options { get; }

    /// <summary>Reads options before anything is computed.</summary>
    /// <exception cref="InputException">They contradict one another, or an output cannot be written.</exception>
    public abstract void Check(Invocation invocation);

    /// <summary>Renders and writes the files.</summary>
    /// <param name="contents">The field.</param>
    /// <param name="program">The field with its parameters.</param>
    /// <param name="backend">What it runs on.</param>
    /// <param name="invocation">The command line.</param>
    public abstract void Run(FieldContents contents, IFieldProgram program, BackendInfo backend, Invocation invocation);

    /// <summary>The rendering of a field's task.</summary>
    /// <exception cref="InputException">No such task is known.</exception>
    public static TaskRendering Of(string task)
        => All.FirstOrDefault(r => r.Task == task)
            ?? throw new InputException(
                $"a field of task \"{task}\" cannot be rendered by this version, " +
                $"expected {string.Join(" or ", All.Select(r => r.Task))}.");

    /// <summary>Refuses options of other tasks.</summary>
    /// <exception cref="InputException">One was given.</exception>
    public void RequireOwnOptions(Invocation invocation)
    {
        Option? other = RenderOptions.All.FirstOrDefault(o => invocation.IsGiven(o) && !Options.Contains(o));
        if (other is not null)
            throw new InputException(
                $"{other.Name} does not apply to a field of task {Task}, expected some of " +
                $"{string.Join(", ", Options.Select(o => o.Name))}.");
    }
}
