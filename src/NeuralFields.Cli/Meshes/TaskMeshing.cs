using System.Collections.Immutable;
using NeuralFields.Backends;
using NeuralFields.IO.Fields;

namespace NeuralFields.Cli.Meshes;

/// <summary>How <c>nf mesh</c> sees fields of one task. Another task takes one line in <see cref="All"/>.</summary>
internal abstract class TaskMeshing
{
    /// <summary>The tasks whose fields have a surface.</summary>
    public static ImmutableArray<TaskMeshing> All { get; } = [new SurfaceMeshing(), new RadianceMeshing()];

    /// <summary>The task of field files.</summary>
    public abstract string Task { get; }

    /// <summary>Refuses what the task does not have, before anything is computed.</summary>
    /// <exception cref="InputException">Something is wanted that fields of the task lack.</exception>
    public abstract void Check(MeshRequest request);

    /// <summary>The field's surface.</summary>
    /// <param name="contents">The field.</param>
    /// <param name="program">The field with its parameters.</param>
    /// <param name="request">What is wanted.</param>
    /// <exception cref="InputException">Nothing of the box lies where the field was trained.</exception>
    public abstract MeshSubject Open(FieldContents contents, IFieldProgram program, MeshRequest request);

    /// <summary>The meshing of a field's task.</summary>
    /// <exception cref="InputException">Fields of that task have no surface.</exception>
    public static TaskMeshing Of(FieldContents contents, string path)
        => All.FirstOrDefault(m => m.Task == contents.Task)
            ?? throw new InputException(
                $"{path}: the field is of the task {contents.Task}, expected {string.Join(" or ", All.Select(m => m.Task))}: " +
                "only fields of distances or of density have a surface.");
}
