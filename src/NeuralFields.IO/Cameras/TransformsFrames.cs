using NeuralFields.Descriptions;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.IO.Cameras;

/// <summary>The cameras of a transforms.json, without lens distortion: a path through a data set's photographs.</summary>
public static class TransformsFrames
{
    private const int UsualSide = 800;
    private const double Rate = 24;

    /// <summary>Reads all frames in their order.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InputException">A key is absent or wrong.</exception>
    public static CameraPath Read(DescriptionNode file)
    {
        ArgumentNullException.ThrowIfNull(file);
        IReadOnlyList<DescriptionNode> frames = CameraKeys.Frames(CameraKeys.Require(file, "frames"), "frames");
        return new([.. frames.Select(f => new Camera(Pose(CameraKeys.Require(f, "transform_matrix")), Lens(file, f)))], Rate);
    }

    private static CameraPose Pose(DescriptionNode matrix)
    {
        const string key = "transform_matrix";
        IReadOnlyList<DescriptionNode> rows = matrix.AsArray(key);
        if (rows.Count is not (3 or 4)) throw matrix.Mistake($"{key} has {rows.Count} rows, expected 4.");
        double[] m = [.. rows.SelectMany(r => CameraKeys.Numbers(r, key, 4))];
        return matrix.Placing(() => CameraPose.OfMatrix(m));
    }

    /// <summary>A frame's own numbers come before those of the file; focal lengths before angles (radians).</summary>
    private static CameraLens Lens(DescriptionNode file, DescriptionNode frame)
    {
        double Value(string key, double otherwise) => CameraKeys.Number(frame, key, CameraKeys.Number(file, key, otherwise));
        int width = (int)Math.Clamp(Value("w", UsualSide), 1, 1 << 16), height = (int)Math.Clamp(Value("h", UsualSide), 1, 1 << 16);
        double angleX = Value("camera_angle_x", 0);
        double focalX = Value("fl_x", Value("fl_y", 0)), focalY = Value("fl_y", focalX);
        if (!(focalX > 0) && angleX > 0)
            focalX = focalY = 0.5 * width / frame.Placing(() => CameraLens.HalfHeightOf(angleX * (180 / Math.PI)));
        if (!(focalX > 0 && focalY > 0 && double.IsFinite(focalX + focalY)))
            throw frame.Mistake("the camera has no focal length, expected \"fl_x\" or \"camera_angle_x\" above 0.");
        return new(width, height, focalX, focalY, Value("cx", 0.5 * width), Value("cy", 0.5 * height));
    }
}
