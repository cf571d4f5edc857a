using System.CommandLine;
using NeuralFields.Cli.Options;
using NeuralFields.Cli.Training;
using NeuralFields.IO.Scenes;
using NeuralFields.Presets;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf fit image PHOTO</c>.</summary>
internal sealed class FitImageCommand : ToolCommand
{
    private readonly Argument<string> _photo = new("PHOTO") { Description = "A picture: PNG, JPEG, HDR, PFM or EXR." };

    public FitImageCommand() : base(
        "image", "Fit a field to a picture.",
        "nf fit image photo.png -o photo.nf --seconds 10 --report photo.html",
        "nf fit image photo.png -o photo.nf --preset siren --set optimizer.learning_rate=2e-4")
    {
        Add(_photo);
        foreach (Option option in FitOptions.All) Add(option);
    }

    public override IEnumerable<string> HelpNotes =>
        ["Presets:", .. ImagePreset.All.Select(p => $"  {p.Name,-10} {p.Summary}"), "", .. base.HelpNotes];

    protected override int Run(Invocation invocation)
    {
        SceneRequest scene = FitOptions.ReadScene(
            invocation, sceneFile: null, SceneEdit.OfFile("PHOTO", "data", invocation.Get(_photo)!),
            SceneEdit.OfFile("--preset", "preset", ImagePreset.All[0].Name),
            SceneEdit.OfFile("PHOTO", "task", SceneTask.Image.Name));
        return Fit.Run(scene, FitOptions.ReadSettings(invocation), invocation);
    }
}
