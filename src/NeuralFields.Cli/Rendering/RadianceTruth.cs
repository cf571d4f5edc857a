using NeuralFields.Datasets;
using NeuralFields.Descriptions;
using NeuralFields.IO.Fields;
using NeuralFields.IO.Scenes;
using NeuralFields.Optimizers;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Scenes;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Rendering;

/// <summary>Photographs in the frame of a field that was fitted to them, or to others of the same scene.</summary>
/// <param name="Frame">The field's scene.</param>
/// <param name="Data">The photographs.</param>
/// <param name="Task">Renders and compares.</param>
internal sealed record RadianceTruth(RadianceFrame Frame, RadianceData Data, RadianceTask Task)
{
    /// <summary>Reads photographs, split and sized as in the field's training.</summary>
    /// <param name="contents">The field.</param>
    /// <param name="path">The data set.</param>
    /// <exception cref="InputException">The data set is broken.</exception>
    public static RadianceTruth Read(FieldContents contents, string path)
    {
        RadianceFrame frame = RadianceFrame.Read(contents.Frame);
        RadianceScene scene = (RadianceScene)Scene.ReadStored(contents.Task, contents.Scene).Fit;
        DescriptionNode place = contents.Scene["scene"] ?? DescriptionNode.Of([]);
        RadianceData data = RadianceData.Read(path, DescriptionNode.Of([new("scene", place)]));
        RadianceTask task = new(data.Views, frame.Box, scene);
        if (scene.Refine != CameraParts.None) task.Corrections = [.. data.Views.Select(v => Correction(v, frame))];
        return new(frame, data, task);
    }

    /// <summary>From a photograph's camera to the one that the field recorded, in the field's space.</summary>
    private static CameraCorrection Correction(LoadedView view, RadianceFrame frame)
    {
        if (frame.Views.FirstOrDefault(v => v.Name == view.View.Name) is not { } recorded) return default;
        CameraCorrection c = CameraCorrection.Between(new(view.View.Pose, view.View.Lens.Pinhole), recorded.Camera);
        return c with { Shift = c.Shift * frame.Box.Scale };
    }

    /// <summary>A photograph by its name.</summary>
    /// <exception cref="InputException">There is none of that name.</exception>
    public LoadedView Find(string name)
        => Data.Views.FirstOrDefault(v => v.View.Name == name)
            ?? throw new InputException(
                $"{Data.Dataset.Source}: there is no photograph \"{name}\", expected the data set that the field was made from.");
}
