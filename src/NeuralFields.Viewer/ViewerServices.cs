using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Viewer;

/// <summary>
/// What the viewer asks others for: it knows no file format. All are called on the painting thread; what a file cannot
/// be written for, they throw as <see cref="InputException"/>.
/// </summary>
public sealed record ViewerServices
{
    /// <summary>Writes a picture to a file.</summary>
    public required Action<string, Image> SavePicture { get; init; }

    /// <summary>Writes key cameras and the cameras of all frames to a file.</summary>
    public required Action<string, IReadOnlyList<Camera>, CameraPath> SavePath { get; init; }

    /// <summary>Writes a film, to a video file or a folder.</summary>
    public required Action<string, CameraPath, Func<Camera, Image>> SaveFilm { get; init; }

    /// <summary>Writes the mesh of a surface inside a box, at a distance; says what was written. Null where there is none.</summary>
    public Func<string, Box3?, double, string>? SaveMesh { get; init; }

    /// <summary>The training that is watched, or null.</summary>
    public ITraining? Training { get; init; }

    /// <summary>Lines about the field that do not change.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>The beginning of the names of files that are written without asking for one.</summary>
    public string FilePrefix { get; init; } = "view";
}
