using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.Rendering.Surfaces;
using NeuralFields.Scenes;
using NeuralFields.Viewer;

namespace NeuralFields.Cli.Viewing;

/// <summary>Fields of signed distances in a window.</summary>
internal sealed class SurfaceViewing : TaskViewing
{
    // Quick to renew after some steps of training.
    private const int LiveGridResolution = 32;

    protected override string Task => SceneTask.Surface.Name;

    public override ViewedField Open(ViewSource source)
    {
        SurfaceFrame frame = SurfaceFrame.Read(source.Contents.Frame);
        SurfaceOptions options = new() { Threads = source.Backend.Threads };
        if (source.IsLive) options = options with { GridResolution = LiveGridResolution };
        return new SurfaceField(
            new(source.Program, frame.Placement, frame.Bounds, frame.Domain, options), frame.Bounds, options.Up)
        {
            Deviation = source.Original.Deviation,
        };
    }

    public override ViewData ReadData(FieldContents contents, string path)
        => SurfaceFile.Read(path) is SurfaceContents.Mesh mesh
            ? new OneShape(mesh.Surface, 0)
            : throw new InputException($"{path}: a point cloud, expected the mesh that the field is compared with.");
}
