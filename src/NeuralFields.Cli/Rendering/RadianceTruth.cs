using NeuralFields.Datasets;
using NeuralFields.Descriptions;
using NeuralFields.IO.Fields;
using NeuralFields.IO.Scenes;
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
        return new(frame, data, new(data.Views, frame.Box, scene));
    }

    /// <summary>A photograph by its name.</summary>
    /// <exception cref="InputException">There is none of that name.</exception>
    public LoadedView Find(string name)
        => Data.Views.FirstOrDefault(v => v.View.Name == name)
            ?? throw new InputException(
                $"{Data.Dataset.Source}: there is no photograph \"{name}\", expected the data set that the field was made from.");
}
