using System.Collections.Immutable;

namespace NeuralFields.Rendering.Cameras;

/// <summary>
/// A path through its keys: places on a uniform Catmull-Rom spline, rotations at constant speed from key to key,
/// fields of view linearly.
/// </summary>
/// <remarks>Catmull and Rom 1974, A class of local interpolating splines. At an open end the end key counts twice.</remarks>
public sealed record CatmullRomPath(ImmutableArray<Camera> Keys, bool IsClosed) : CameraSpline(Keys, IsClosed)
{
    /// <inheritdoc/>
    protected override Camera Between(int key, double t)
    {
        double t2 = t * t, t3 = t2 * t;
        ReadOnlySpan<double> weights =
        [
            0.5 * (-t + (2 * t2) - t3), 0.5 * (2 - (5 * t2) + (3 * t3)), 0.5 * (t + (4 * t2) - (3 * t3)), 0.5 * (t3 - t2),
        ];
        Rotation rotation = Key(key).Pose.Rotation.Slerp(Key(key + 1).Pose.Rotation, t);
        return new(CameraPose.Of(Position(key - 1, weights), rotation), Lens(key, [1 - t, t]));
    }
}
