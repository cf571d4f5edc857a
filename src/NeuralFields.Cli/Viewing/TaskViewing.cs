using System.Collections.Immutable;
using NeuralFields.Backends;
using NeuralFields.IO.Fields;
using NeuralFields.Viewer;
using NeuralFields.Volumes;

namespace NeuralFields.Cli.Viewing;

/// <summary>How <c>nf view</c> shows fields of one task. Another task takes one line in <see cref="All"/>.</summary>
internal abstract class TaskViewing
{
    /// <summary>The tasks that can be viewed.</summary>
    private static ImmutableArray<TaskViewing> All { get; } =
        [new ImageViewing(), new SurfaceViewing(), new RadianceViewing()];

    /// <summary>The task of field files.</summary>
    protected abstract string Task { get; }

    /// <summary>The viewing of a field's task.</summary>
    /// <exception cref="InputException">No such task is known.</exception>
    public static TaskViewing Of(string task)
        => All.FirstOrDefault(v => v.Task == task)
            ?? throw new InputException(
                $"a field of task \"{task}\" cannot be viewed by this version, expected {string.Join(" or ", All.Select(v => v.Task))}.");

    /// <summary>The field as the viewer shows it.</summary>
    /// <param name="source">The field.</param>
    public abstract ViewedField Open(ViewSource source);

    /// <summary>Photographs by number, read from a file or folder.</summary>
    /// <exception cref="InputException">The data is broken, or does not suit the field.</exception>
    public abstract ViewData ReadData(FieldContents contents, string path);
}

/// <summary>A field that is to be viewed.</summary>
/// <param name="Contents">What its file says, or will say.</param>
/// <param name="Program">The field with its parameters.</param>
/// <param name="Backend">What it runs on.</param>
/// <param name="Original">What it was made from, as far as that is known.</param>
internal sealed record ViewSource(
    FieldContents Contents, IFieldProgram Program, BackendInfo Backend, ViewData Original)
{
    /// <summary>The cells of a field that trains; null for those that the file says.</summary>
    public Func<OccupancyBits>? Cells { get; init; }

    /// <summary>Whether the field changes all the time: what is computed ahead is not worth much.</summary>
    public bool IsLive { get; init; }
}
