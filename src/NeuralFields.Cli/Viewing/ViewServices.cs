using System.Globalization;
using System.Text;
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
            file, stream => stream.Write(
                Encoding.UTF8.GetBytes(DescriptionWriter.ToText(NerfstudioPath.Write(path, keys))))),
        SaveFilm = (place, path, render) => FilmFile.Open(place, invocation).Write(path, (camera, _) => render(camera)),
        SaveMesh = source.Contents.Task == SceneTask.Image.Name || source.IsLive
            ? null
            : (file, crop, level) => SaveMesh(name, file, source, crop, level, invocation),
        Facts = ViewFacts.Of(Path.GetFileName(name), source.Contents),
        FilePrefix = Path.GetFileNameWithoutExtension(name),
    };

    private static string SaveMesh(
        string name, string file, ViewSource source, Box3? crop, double level, Invocation invocation)
    {
        MeshFile.RequireWritable(file);
        bool isShape = source.Contents.Task == SceneTask.Surface.Name;
        MeshRequest request = new(
            name, isShape ? level : null, crop, WithColors: !isShape, source.Backend.Threads, invocation.Terminal.Say);
        MeshSubject subject = TaskMeshing.Of(source.Contents, name).Open(source.Contents, source.Program, request);
        MeshingOptions options = new()
        {
            Level = subject.Level,
            IsDistance = subject.IsDistance,
            WithColors = request.WithColors,
            Threads = request.Threads,
        };
        FieldMesh found = FieldMesher.Extract(
            subject.Field, SampleGrid.Over(subject.Box, MeshResolution), options, invocation.Cancellation);
        subject.Require(found);
        (TriangleMesh mesh, MeshWriteOptions write) = MeshFrame.Place(
            found.Mesh, subject.Placement, subject.Up, MeshAxes.Dataset, MeshFormats.WriterFor(file));
        MeshFile.Write(file, mesh, write with { Unlit = subject.Unlit });
        return string.Create(CultureInfo.InvariantCulture, $"wrote {file}: {mesh.TriangleCount:N0} triangles");
    }
}
