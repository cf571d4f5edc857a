using System.CommandLine;
using NeuralFields.Cli.Options;
using NeuralFields.Cli.Training;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf fit SCENE.json</c>, and the tasks below it.</summary>
internal sealed class FitCommand : ToolCommand
{
    private readonly Argument<string?> _scene = new("SCENE.json")
    {
        Description = "A scene file: task, data, field and training.",
        Arity = ArgumentArity.ZeroOrOne,
        // Else the help of the tasks below would ask for it too.
        Hidden = true,
    };

    public FitCommand() : base(
        "fit", "Fit a field to data: a task below with its data, or a scene file that names both.",
        "nf fit image photo.png -o photo.nf", "nf fit scene.json -o photo.nf")
    {
        Add(_scene);
        foreach (Option option in FitOptions.Of(task: null)) Add(option);
        Add(new FitTaskCommand(
            SceneTask.Image, "PHOTO", "A picture: PNG, JPEG, HDR, PFM or EXR.",
            "nf fit image photo.png -o photo.nf --seconds 10 --report photo.html",
            "nf fit image photo.png -o photo.nf --preset siren --set optimizer.learning_rate=2e-4"));
        Add(new FitTaskCommand(
            SceneTask.Surface, "MESH|POINTS",
            "A mesh: OBJ, PLY, STL, OFF, glTF or GLB; or points with normals: XYZ or PLY.",
            "nf fit sdf armadillo.obj -o armadillo.nf --seconds 60",
            "nf fit sdf kitten.xyz -o kitten.nf --seconds 120"));
        Add(new FitTaskCommand(
            SceneTask.Radiance, "FOLDER|transforms.json",
            "Posed photographs: transforms.json, a Blender scene, a COLMAP model or an LLFF folder.",
            "nf fit radiance fox -o fox.nf --seconds 180 --holdout 8",
            "nf fit radiance chair/transforms_train.json -o chair.nf --target-psnr 30"));
    }

    protected override int Run(Invocation invocation)
    {
        string scene = invocation.Get(_scene)
            ?? throw new InputException(
                "nf fit: expected a task and its data, or a scene file: nf fit image photo.png -o photo.nf");
        if (!scene.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            throw new InputException(
                $"{scene}: expected a scene file (.json), or the task before the data: nf fit image {scene}");
        return Fit.Run(FitOptions.ReadScene(invocation, scene), FitOptions.ReadSettings(invocation), invocation);
    }
}
