using NeuralFields.Backends;
using NeuralFields.Cli.Rendering;
using NeuralFields.Cli.Subjects;
using NeuralFields.Descriptions;
using NeuralFields.IO.Fields;
using NeuralFields.IO.Scenes;
using NeuralFields.Scenes;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Evaluations;

/// <summary>Judges radiance fields by the held-out views of a data set, in the frame that they were fitted in.</summary>
internal sealed class RadianceEvaluation : FieldEvaluation
{
    protected override SceneTask Task => SceneTask.Radiance;

    public override Quality Judge(FieldContents contents, string path, IFieldProgram program, int threads)
    {
        RadianceFrame frame = RadianceFrame.Read(contents.Frame);
        RadianceScene scene = (RadianceScene)Scene.ReadStored(contents.Task, contents.Scene).Fit;
        DescriptionNode place = contents.Scene["scene"] ?? DescriptionNode.Of([]);
        RadianceData data = RadianceData.Read(path, DescriptionNode.Of([new("scene", place)]));
        RadianceTask task = new(data.Views, frame.Box, scene);
        return RadianceResults.Of(task.Evaluate(program, RadianceViews.BitsOf(contents, program, frame), threads));
    }
}
