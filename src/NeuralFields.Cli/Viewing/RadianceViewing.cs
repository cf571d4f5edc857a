using NeuralFields.Cli.Rendering;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.IO.Fields;
using NeuralFields.IO.Scenes;
using NeuralFields.Scenes;
using NeuralFields.Viewer;
using NeuralFields.Volumes;

namespace NeuralFields.Cli.Viewing;

/// <summary>Radiance fields in a window.</summary>
internal sealed class RadianceViewing : TaskViewing
{
    // What the first view looks at, as nf render does.
    private const double OrbitPart = 0.2;

    // What follows hides a hundredth at most: nobody sees it, and rays end a third earlier.
    private const double LeastTransmittance = 0.01;

    protected override string Task => SceneTask.Radiance.Name;

    public override ViewedField Open(ViewSource source)
    {
        RadianceFrame frame = RadianceFrame.Read(source.Contents.Frame);
        frame = frame with { MinTransmittance = Math.Max(frame.MinTransmittance, LeastTransmittance) };
        Lazy<OccupancyBits> stored = new(() => RadianceViews.BitsOf(source.Contents, source.Program, frame));
        Func<OccupancyBits> cells = source.Cells ?? (() => stored.Value);
        return new RadianceField(
            () => RadianceViews.Renderer(source.Program, frame, cells(), source.Backend.Threads),
            new Box3(frame.Center, frame.Center).Grow(OrbitPart * frame.Distance), RadianceViews.UpOf(frame),
            RadianceViews.BackgroundOf(frame), frame.Distance)
        {
            Cameras = [.. frame.Views.Select(v => new DataCamera(v.Name, v.Camera, v.IsHeldOut))],
            Photograph = number => source.Original.At(frame, number),
        };
    }

    public override ViewData ReadData(FieldContents contents, string path)
    {
        DescriptionNode place = contents.Scene["scene"] ?? DescriptionNode.Of([]);
        return new ManyPhotographs(RadianceData.Read(path, DescriptionNode.Of([new("scene", place)])).Views);
    }
}
