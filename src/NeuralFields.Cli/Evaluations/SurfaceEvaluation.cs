using NeuralFields.Backends;
using NeuralFields.Cli.Subjects;
using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.Presets;
using NeuralFields.Scenes;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Evaluations;

/// <summary>Judges fields of signed distances, by the frame that they were fitted in.</summary>
internal sealed class SurfaceEvaluation : FieldEvaluation
{
    protected override SceneTask Task => SceneTask.Surface;

    public override Quality Judge(FieldContents contents, string path, IFieldProgram program, int threads)
    {
        SurfaceFrame frame = SurfaceFrame.Read(contents.Frame);
        SurfaceQuality quality = SurfaceFile.Read(path) switch
        {
            SurfaceContents.Cloud { Points: var cloud } => CloudTask.Judge(
                cloud, frame.Placement, frame.Domain, program, threads),
            SurfaceContents.Mesh { Surface: var mesh } => MeshTask.Judge(
                mesh, SignOf(contents), frame.Placement, frame.Domain, program, threads),
            var other => throw new InputException($"{path}: {other.Format} holds nothing to judge by."),
        };
        return SurfaceResults.Of(quality, frame.Bounds.Diagonal);
    }

    /// <summary>The rule that the field was trained with, which its truth is to be told by, too.</summary>
    private static Distances.SignRule SignOf(FieldContents contents)
    {
        SurfaceShape shape = SurfaceShape.Mesh;
        Scene scene = Scene.Read(Scene.OfPreset(null, shape), contents.Scene.Without("preset"));
        return ((SurfaceScene)scene.Fit).Sign;
    }
}
