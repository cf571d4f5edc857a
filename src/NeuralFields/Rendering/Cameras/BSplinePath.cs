using System.Collections.Immutable;

namespace NeuralFields.Rendering.Cameras;

/// <summary>
/// A path along a uniform B-spline, as instant-ngp films: smooth, and for orders above 1 beside its keys. Everything is
/// blended part by part, the quaternions with consistent signs and made unit again.
/// </summary>
/// <param name="Keys">At least one camera, all with pictures of one size.</param>
/// <param name="IsClosed">Whether the last key leads back to the first.</param>
/// <param name="Order">0 stays at keys, 1 linear, 2 quadratic, 3 cubic.</param>
public sealed record BSplinePath(ImmutableArray<Camera> Keys, bool IsClosed, int Order) : CameraSpline(Keys, IsClosed)
{
    /// <inheritdoc/>
    protected override Camera Between(int key, double t)
    {
        ReadOnlySpan<double> weights = Weights(t);
        int first = Order >= 2 ? key - 1 : key;
        Rotation sum = default, before = Key(first).Pose.Rotation;
        for (int i = 0; i < weights.Length; i++)
        {
            before = Key(first + i).Pose.Rotation.Towards(before);
            sum = Rotation.Blend(sum, 1, before, weights[i]);
        }
        return new(CameraPose.Of(Position(first, weights), sum.Unit()), Lens(first, weights));
    }

    private double[] Weights(double t)
    {
        double u = 1 - t, t2 = t * t, t3 = t2 * t;
        return Order switch
        {
            0 => [1],
            1 => [u, t],
            2 => [u * u / 2, (-(2 * t2) + (2 * t) + 1) / 2, t2 / 2],
            _ => [u * u * u / 6, ((3 * t3) - (6 * t2) + 4) / 6, (-(3 * t3) + (3 * t2) + (3 * t) + 1) / 6, t3 / 6],
        };
    }
}
