using NeuralFields.Datasets;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.IO.Cameras;

/// <summary>Cameras out of a JSON file.</summary>
/// <param name="Path">One camera per frame.</param>
/// <param name="IsUnitCube">
/// Whether they stand in instant-ngp's unit cube; otherwise in the frame and units of the data.
/// </param>
public sealed record CameraFile(CameraPath Path, bool IsUnitCube)
{
    /// <summary>Bytes above which a file is no camera path.</summary>
    private const int MaxLength = 1 << 26;

    /// <summary>instant-ngp widens a mesh's box by this part of its diagonal on every side.</summary>
    private const double Margin = 0.005;

    /// <summary>Reads a nerfstudio or instant-ngp camera path, or the frames of a transforms.json.</summary>
    /// <exception cref="InputException">The file is absent, broken, or none of them.</exception>
    public static CameraFile Read(string path) => Read(InputFile.ReadAllBytes(path, MaxLength), path);

    /// <summary>Reads a nerfstudio or instant-ngp camera path, or the frames of a transforms.json.</summary>
    /// <param name="utf8">JSON.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="InputException">The text is broken or none of them.</exception>
    public static CameraFile Read(ReadOnlySpan<byte> utf8, string source)
    {
        DescriptionNode file = DescriptionReader.Read(utf8, source);
        if (file["camera_path"] is not null || file["keyframes"] is not null)
            return new(NerfstudioPath.Read(file), IsUnitCube: false);
        if (file["path"] is not null) return new(InstantNgpPath.Read(file), IsUnitCube: true);
        if (file["frames"] is not null) return new(TransformsFrames.Read(file), IsUnitCube: false);
        throw file.Mistake(
            "this holds no cameras, expected \"camera_path\" (nerfstudio), \"path\" (instant-ngp) or \"frames\" " +
            "(transforms.json).");
    }

    /// <summary>The path in the frame of a shape.</summary>
    /// <param name="bounds">The shape's box in its own units: instant-ngp puts it into its unit cube by this.</param>
    public CameraPath InFrameOf(Box3 bounds)
    {
        if (!IsUnitCube) return Path;
        Box3 grown = bounds.Grow(Margin * bounds.Diagonal);
        SurfacePlacement placement = new(grown.Center, 1 / grown.Size.Largest, 0.5);
        return Path with
        {
            Cameras = [.. Path.Cameras.Select(
                c => c with { Pose = c.Pose with { Position = placement.ToShape(c.Pose.Position) } })],
        };
    }

    /// <summary>The path in the frame of posed photographs.</summary>
    /// <param name="box">
    /// The scene box. instant-ngp cycles the axes of such scenes: its (x, y, z) are y, z and x of the data set.
    /// </param>
    public CameraPath InFrameOf(SceneBox box)
    {
        ArgumentNullException.ThrowIfNull(box);
        return IsUnitCube ? Path with { Cameras = [.. Path.Cameras.Select(c => c with { Pose = Placed(c.Pose, box) })] } : Path;
    }

    private static CameraPose Placed(CameraPose pose, SceneBox box)
        => new(box.ToDataset(Uncycled(pose.Position)), Uncycled(pose.Right), Uncycled(pose.Up), Uncycled(pose.Back));

    private static Point3 Uncycled(Point3 p) => new(p.Z, p.X, p.Y);
}
