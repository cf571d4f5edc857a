using System.Collections.Immutable;
using NeuralFields.Descriptions;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.IO.Cameras;

/// <summary>
/// nerfstudio's camera paths: <c>camera_path</c> holds a camera per frame. A file with <c>keyframes</c> alone is
/// interpolated: a Catmull-Rom spline through them, over <c>seconds</c> at <c>fps</c>.
/// </summary>
public static class NerfstudioPath
{
    private const double UsualFieldOfView = 50, UsualRate = 24, UsualSeconds = 4;

    /// <summary>Reads a path.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InputException">A key is absent or wrong.</exception>
    public static CameraPath Read(DescriptionNode file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file["camera_type"] is { } type && type.AsString("camera_type") != "perspective")
            throw type.Wrong("camera_type", "\"perspective\"; other cameras are not rendered");
        int width = CameraKeys.Side(file, "render_width", 1920), height = CameraKeys.Side(file, "render_height", 1080);
        double rate = CameraKeys.Between(file, "fps", UsualRate, 0.01, 1000);
        double usual = CameraKeys.Number(file, "default_fov", UsualFieldOfView);
        if (file["camera_path"] is { Items.Count: > 0 } frames)
            return new(Read(frames, "camera_path", "camera_to_world", usual, width, height), rate);
        ImmutableArray<Camera> keys =
            Read(CameraKeys.Require(file, "keyframes"), "keyframes", "matrix", usual, width, height);
        double seconds = CameraKeys.Between(file, "seconds", UsualSeconds, 0, CameraKeys.MaxFrames / rate);
        bool isClosed = file["is_cycle"] is { } cycle && cycle.AsBoolean("is_cycle");
        return new(new CatmullRomPath(keys, isClosed).Sample(Math.Max(1, (int)Math.Round(seconds * rate))), rate);
    }

    /// <summary>The file's contents for a path, in the frame and units of the data.</summary>
    /// <param name="path">A camera per frame.</param>
    /// <param name="keys">The cameras that the path was made from, for editors; null for none.</param>
    public static DescriptionNode Write(CameraPath path, IReadOnlyList<Camera>? keys = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        CameraLens lens = path.Cameras[0].Lens;
        return DescriptionNode.Of(
        [
            new("camera_type", DescriptionNode.Of("perspective")),
            new("render_width", DescriptionNode.Of(lens.Width)),
            new("render_height", DescriptionNode.Of(lens.Height)),
            new("fps", DescriptionNode.Of(path.FramesPerSecond)),
            new("seconds", DescriptionNode.Of(path.Cameras.Length / path.FramesPerSecond)),
            new("keyframes", DescriptionNode.Of([.. (keys ?? []).Select(WriteKey)])),
            new("camera_path", DescriptionNode.Of([.. path.Cameras.Select(Write)])),
        ]);
    }

    private static DescriptionNode Write(Camera camera)
    {
        (var p, var x, var y, var z) = camera.Pose;
        double[] matrix = [x.X, y.X, z.X, p.X, x.Y, y.Y, z.Y, p.Y, x.Z, y.Z, z.Z, p.Z, 0, 0, 0, 1];
        return DescriptionNode.Of(
        [
            new("camera_to_world", DescriptionNode.Of([.. matrix.Select(m => DescriptionNode.Of(m))])),
            new("fov", DescriptionNode.Of(camera.Lens.FieldOfView)),
            new("aspect", DescriptionNode.Of(camera.Lens.Width / (double)camera.Lens.Height)),
        ]);
    }

    /// <summary>Editors keep key frames column by column.</summary>
    private static DescriptionNode WriteKey(Camera camera)
    {
        (var p, var x, var y, var z) = camera.Pose;
        double[] matrix = [x.X, x.Y, x.Z, 0, y.X, y.Y, y.Z, 0, z.X, z.Y, z.Z, 0, p.X, p.Y, p.Z, 1];
        return DescriptionNode.Of(
        [
            new("matrix", DescriptionNode.Of([.. matrix.Select(m => DescriptionNode.Of(m))])),
            new("fov", DescriptionNode.Of(camera.Lens.FieldOfView)),
            new("aspect", DescriptionNode.Of(camera.Lens.Width / (double)camera.Lens.Height)),
        ]);
    }

    private static ImmutableArray<Camera> Read(
        DescriptionNode list, string key, string matrixKey, double usual, int width, int height)
        => [.. CameraKeys.Frames(list, key).Select(f => new Camera(
            Pose(CameraKeys.Require(f, matrixKey), matrixKey),
            CameraKeys.Lens(f, CameraKeys.Number(f, "fov", usual), width, height)))];

    /// <summary>A matrix as a list, or, in older key frames, as the text of a list.</summary>
    private static CameraPose Pose(DescriptionNode node, string key)
    {
        DescriptionNode matrix = node.Kind != DescriptionKind.String ? node
            : node.Placing(() => DescriptionReader.Read(node.Text, ""));
        // Editors keep key frames in the order of three.js: column by column.
        double[] m = node.Placing(() => CameraKeys.Numbers(matrix, key, 16));
        bool isByColumns = key == "matrix" && (m[12], m[13], m[14]) != (0, 0, 0);
        double[] rows = isByColumns ? [.. Enumerable.Range(0, 16).Select(i => m[(4 * (i % 4)) + (i / 4)])] : m;
        return node.Placing(() => CameraPose.OfMatrix(rows));
    }
}
