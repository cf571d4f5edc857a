using System.Collections.Immutable;
using NeuralFields.Backends;
using NeuralFields.Cli.Subjects;
using NeuralFields.IO.Fields;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Evaluations;

/// <summary>Judges fields of one task by data.</summary>
internal abstract class FieldEvaluation
{
    private static readonly ImmutableArray<FieldEvaluation> s_all = 
        [new ImageEvaluation(), new SurfaceEvaluation(), new RadianceEvaluation()];

    /// <summary>The task.</summary>
    protected abstract SceneTask Task { get; }

    /// <summary>The judge of a field.</summary>
    /// <exception cref="InputException">The field's task is not known.</exception>
    public static FieldEvaluation Of(FieldContents contents)
    {
        SceneTask task = SceneTask.Find(contents.Task);
        return s_all.Single(e => e.Task == task);
    }

    /// <summary>Reads data and judges a field by it.</summary>
    /// <param name="contents">The field.</param>
    /// <param name="path">The data.</param>
    /// <param name="program">The field with its parameters.</param>
    /// <param name="threads">Threads for what is not the field; 0 for all.</param>
    /// <exception cref="InputException">The data is broken, or does not suit the field.</exception>
    public abstract Quality Judge(FieldContents contents, string path, IFieldProgram program, int threads);
}
