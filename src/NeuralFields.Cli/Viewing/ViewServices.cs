using System.Globalization;
using NeuralFields.Backends;
using NeuralFields.Cli.Commands;
using NeuralFields.Cli.Meshes;
using NeuralFields.Cli.Rendering;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.IO;
using NeuralFields.IO.Cameras;
using NeuralFields.IO.Fields;
using NeuralFields.Meshing;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Scenes;
using NeuralFields.Tasks;
using NeuralFields.Viewer;

namespace NeuralFields.Cli.Viewing;

/// <summary>The files that the viewer has written.</summary>
internal static class ViewServices
{
    // As nf mesh has it.
    private const int MeshResolution = 256;

    /// <summary>The services for a field.</summary>
    /// <param name="name">The field's file.</param>
    /// <param name="source">The field.</param>
    /// <param name="invocation">The command line.</param>
    public static ViewerServices Of(string name, ViewSource source, Invocation invocation) => new()
    {
        SavePicture = (file, picture) =>
        {
            ImageFile.RequireWritable(file);
            ImageFile.Write(file, picture);
        },
        SavePath = (file, keys, path) => OutputFile.Write(
            file, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(DescriptionWriter.ToText(NerfstudioPath.Write(path, keys))))),
        SaveFilm = (place, path, render) => FilmFile.Open(place, invocation).Write(path, (camera, _) => render(camera)),
        SaveMesh = source.Contents.Task == SceneTask.Surface.Name
            ? (file, crop, level) => SaveMesh(file, source, crop, level, invocation)
            : null,
        Facts = ViewFacts.Of(Path.GetFileName(name), source.Contents),
        FilePrefix = Path.GetFileNameWithoutExtension(name),
    };

    private static string SaveMesh(string file, ViewSource source, Box3? crop, double level, Invocation invocation)
    {
        MeshFile.RequireWritable(file);
        SurfaceFrame frame = SurfaceFrame.Read(source.Contents.Frame);
        SampleGrid grid = SampleGrid.Over(MeshBox.InField(frame, crop, level, invocation.Terminal.Say), MeshResolution);
        MeshingOptions options = new() { Level = (float)(level * frame.Placement.Scale), Threads = source.Backend.Threads };
        FieldMesh found = FieldMesher.Extract(new DistanceField(source.Program), grid, options, invocation.Cancellation);
        if (found.Mesh.TriangleCount == 0) throw new InputException("there is no surface in the box at this distance.");
        (TriangleMesh mesh, MeshWriteOptions write) =
            MeshFrame.Place(found.Mesh, frame, MeshAxes.Dataset, MeshFormats.WriterFor(file));
        MeshFile.Write(file, mesh, write);
        return string.Create(CultureInfo.InvariantCulture, $"wrote {file}: {mesh.TriangleCount:N0} triangles");
    }
}
