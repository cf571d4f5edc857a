using System.Collections.Immutable;
using NeuralFields.Descriptions;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.IO.Cameras;

/// <summary>
/// instant-ngp's camera paths: keys in its unit cube, cameras looking along +z with y down, blended along a uniform
/// B-spline. Apertures, slices and times are not rendered.
/// </summary>
public static class InstantNgpPath
{
    // Its films without settings: 1920×1080, 60 frames per second for 5 s.
    private const int Width = 1920, Height = 1080;
    private const double Rate = 60, UsualSeconds = 5, UsualFieldOfView = 50.625;

    /// <summary>Reads a path and lays its frames out; places stay in the unit cube.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InputException">A key is absent or wrong.</exception>
    public static CameraPath Read(DescriptionNode file)
    {
        ArgumentNullException.ThrowIfNull(file);
        ImmutableArray<Camera> keys = [.. CameraKeys.Frames(CameraKeys.Require(file, "path"), "path").Select(Key)];
        double seconds = CameraKeys.Between(file, "duration_seconds", UsualSeconds, 0, CameraKeys.MaxFrames / Rate);
        int order = (int)CameraKeys.Between(file, "spline_order", 3, 0, 3);
        bool isClosed = file["loop"] is { } loop && loop.AsBoolean("loop");
        return new(new BSplinePath(keys, isClosed, order).Sample(Math.Max(1, (int)Math.Round(seconds * Rate))), Rate);
    }

    private static Camera Key(DescriptionNode node)
    {
        double[] q = CameraKeys.Numbers(CameraKeys.Require(node, "R"), "R", 4);
        double[] t = CameraKeys.Numbers(CameraKeys.Require(node, "T"), "T", 3);
        if (!(q.Sum(x => x * x) is > 1e-12 and < 1e12))
            throw node.Mistake("R is no rotation, expected a quaternion [x, y, z, w] of length 1.");
        Rotation r = new Rotation(q[0], q[1], q[2], q[3]).Unit();
        CameraPose pose = new(new(t[0], t[1], t[2]), r.X, r.Y * -1, r.Z * -1);
        return new(pose, CameraKeys.Lens(node, CameraKeys.Number(node, "fov", UsualFieldOfView), Width, Height));
    }
}
