using NeuralFields.Geometry;

namespace NeuralFields.Rendering.Cameras;

/// <summary>
/// A similarity that moves cameras together: a place p becomes center + (1 + Growth)·R(p − center) + Shift.
/// </summary>
/// <param name="Turn">The rotation, as in <see cref="CameraCorrection.Turn"/>.</param>
/// <param name="Shift">What is added, in units of places.</param>
/// <param name="Growth">The change of distances from the centre, in parts of 1; above −1.</param>
public readonly record struct SceneMotion(Point3 Turn, Point3 Shift, double Growth)
{
    /// <summary>Numbers that describe a motion.</summary>
    public const int Numbers = 7;

    /// <summary>A motion from its numbers: turn, shift, growth.</summary>
    /// <param name="numbers">[7]</param>
    public static SceneMotion Of(ReadOnlySpan<double> numbers) => new(
        new(numbers[0], numbers[1], numbers[2]), new(numbers[3], numbers[4], numbers[5]), numbers[6]);

    /// <summary>What it does to a camera.</summary>
    /// <param name="position">Where the camera stands.</param>
    /// <param name="center">What stays in place but for the shift.</param>
    public CameraCorrection At(Point3 position, Point3 center)
    {
        CameraCorrection turn = new(Turn, Point3.Zero, 0);
        Point3 moved = center + (turn.Turned(position - center) * (1 + Growth)) + Shift;
        return turn with { Shift = moved - position };
    }
}
