using NeuralFields.Backends;
using NeuralFields.Cli.Rendering;
using NeuralFields.Cli.Subjects;
using NeuralFields.IO.Fields;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Evaluations;

/// <summary>Judges radiance fields by the held-out views of a data set, in the frame that they were fitted in.</summary>
internal sealed class RadianceEvaluation : FieldEvaluation
{
    protected override SceneTask Task => SceneTask.Radiance;

    public override Quality Judge(FieldContents contents, string path, IFieldProgram program, int threads)
    {
        RadianceTruth truth = RadianceTruth.Read(contents, path);
        bool isOwn = truth.Frame.Views.Select(v => v.Name).Intersect(truth.Data.Views.Select(v => v.View.Name)).Any();
        return RadianceResults.Of(
            truth.Task.Evaluate(program, RadianceViews.BitsOf(contents, program, truth.Frame), threads), isOwn);
    }
}
