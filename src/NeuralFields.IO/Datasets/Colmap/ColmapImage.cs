using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.IO.Datasets.Colmap;

/// <summary>An image of a sparse model.</summary>
/// <param name="Name">Its path within the folder of images.</param>
/// <param name="CameraId">Its camera.</param>
/// <param name="Pose">Where the camera stands.</param>
/// <param name="Observations">Places of points in the full-size image; point −1 belongs to none.</param>
internal sealed record ColmapImage(
    string Name, int CameraId, CameraPose Pose, (double X, double Y, long Point)[] Observations)
{
    /// <summary>Numbers whose squares would leave double precision say nothing.</summary>
    private const double Largest = 1e100;

    /// <summary>The pose of a world → camera quaternion (w, x, y, z) and translation.</summary>
    /// <param name="values">[7] the quaternion, then the translation.</param>
    /// <exception cref="InputException">It is no rotation, or not finite.</exception>
    public static CameraPose PoseOf(ReadOnlySpan<double> values)
    {
        double length = 0, largest = 0;
        foreach (double v in values) largest = Math.Max(largest, Math.Abs(v));
        foreach (double q in values[..4]) length += q * q;
        if (!(largest < Largest && length is > 1e-12 and < 1e12))
            throw new InputException("the pose is no rotation and translation, expected a quaternion of length 1.");
        Rotation r = new Rotation(values[1], values[2], values[3], values[0]).Unit();
        // The rows of the matrix are the camera's axes in the world: right, down, forward.
        Point3 right = new(r.X.X, r.Y.X, r.Z.X), down = new(r.X.Y, r.Y.Y, r.Z.Y), forward = new(r.X.Z, r.Y.Z, r.Z.Z);
        Point3 position = ((right * values[4]) + (down * values[5]) + (forward * values[6])) * -1;
        return new(position, right, down * -1, forward * -1);
    }
}
