using System.Numerics;

namespace NeuralFields.Volumes;

/// <summary>
/// The space of a radiance field and how rays step through it: a cube around (½, ½, ½), cut into nested cubes of side
/// 1, 2, 4 … (cascades) whose cells grow with them.
/// </summary>
/// <remarks>Müller et al. 2022, Instant Neural Graphics Primitives, appendix E; its programs call the side aabb_scale.</remarks>
public sealed record VolumeSpace
{
    /// <summary>The largest side.</summary>
    public const int MaxAabbScale = 128;

    /// <summary>Side of the cube: a power of two from 1 to 128.</summary>
    public int AabbScale { get; init; } = 1;

    /// <summary>Growth of a step with the distance from the eye; 0 for steps of one length.</summary>
    public double ConeAngle { get; init; }

    /// <summary>Steps along the diagonal of the unit cube at the shortest length.</summary>
    public int Steps { get; init; } = 1024;

    /// <summary>Nested cubes.</summary>
    public int Cascades => BitOperations.Log2((uint)AabbScale) + 1;

    /// <summary>The shortest step, in units of the space.</summary>
    public float MinStep => (float)(Math.Sqrt(3) / Steps);

    /// <summary>The longest step: the diagonal of the unit cube.</summary>
    public static float MaxStep => (float)Math.Sqrt(3);

    /// <summary>The corner of least coordinates, the same on all axes.</summary>
    public float Low => 0.5f - (0.5f * AabbScale);

    /// <summary>The corner of largest coordinates, the same on all axes.</summary>
    public float High => 0.5f + (0.5f * AabbScale);

    /// <summary>Length of a step that begins at a distance from the eye.</summary>
    public float StepAt(float distance) => Math.Clamp((float)ConeAngle * distance, MinStep, MaxStep);

    /// <summary>Field coordinates, [0,1]³, of a place.</summary>
    public Vector3 ToField(Vector3 place) => (place - new Vector3(Low)) / AabbScale;

    /// <summary>Where a ray is inside the cube.</summary>
    /// <param name="origin">The eye.</param>
    /// <param name="direction">Of length 1.</param>
    /// <returns>Distances; Far is not above Near where the ray misses.</returns>
    public (float Near, float Far) Clip(Vector3 origin, Vector3 direction)
    {
        Vector3 inverse = Inverse(direction);
        Vector3 low = (new Vector3(Low) - origin) * inverse, high = (new Vector3(High) - origin) * inverse;
        Vector3 enter = Vector3.Min(low, high), leave = Vector3.Max(low, high);
        return (
            MathF.Max(MathF.Max(enter.X, enter.Y), MathF.Max(enter.Z, 0)),
            MathF.Min(leave.X, MathF.Min(leave.Y, leave.Z)));
    }

    /// <summary>1 / direction, finite where a part of the direction is zero.</summary>
    internal static Vector3 Inverse(Vector3 direction)
        => Vector3.One / new Vector3(AwayFromZero(direction.X), AwayFromZero(direction.Y), AwayFromZero(direction.Z));

    /// <summary>Refuses numbers that no space has.</summary>
    /// <exception cref="InputException">The side is no power of two in range, or a number makes no sense.</exception>
    public void Validate()
    {
        if (AabbScale is < 1 or > MaxAabbScale || !BitOperations.IsPow2(AabbScale))
            throw new InputException($"aabb_scale is {AabbScale}, expected a power of two from 1 to {MaxAabbScale}.");
        if (Steps is < 16 or > 65536) throw new InputException($"steps is {Steps}, expected 16 to 65536.");
        if (!(ConeAngle is >= 0 and <= 1))
            throw new InputException(FormattableString.Invariant($"cone_angle is {ConeAngle}, expected 0 to 1."));
    }

    private static float AwayFromZero(float x) => MathF.Abs(x) < 1e-9f ? MathF.CopySign(1e-9f, x) : x;
}
