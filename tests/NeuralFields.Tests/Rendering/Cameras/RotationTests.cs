using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;
using static NeuralFields.Tests.Rendering.Cameras.CameraTests;

namespace NeuralFields.Tests.Rendering.Cameras;

public sealed class RotationTests
{
    // Each of the four parts is the largest once.
    public static TheoryData<double, double, double, double> Quaternions => new()
    {
        { 0.1, 0.2, 0.3, 0.9 }, { 0.9, 0.1, -0.2, 0.1 }, { -0.1, 0.8, 0.3, 0.2 }, { 0.2, 0.1, -0.9, -0.1 }, { 1, 0, 0, 0 },
    };

    [Theory, MemberData(nameof(Quaternions))]
    public void Axes_and_quaternion_are_the_same_rotation(double i, double j, double k, double w)
    {
        Rotation rotation = new Rotation(i, j, k, w).Unit();
        AssertNear(rotation.Z, PointAlgebra.Cross(rotation.X, rotation.Y));
        Rotation again = Rotation.OfAxes(rotation.X, rotation.Y, rotation.Z).Towards(rotation);
        Assert.Equal(rotation.I, again.I, 1e-12);
        Assert.Equal(rotation.J, again.J, 1e-12);
        Assert.Equal(rotation.K, again.K, 1e-12);
        Assert.Equal(rotation.W, again.W, 1e-12);
    }

    [Theory]
    [InlineData(0), InlineData(0.25), InlineData(0.6), InlineData(1)]
    public void A_turn_goes_at_constant_speed(double part)
    {
        const double angle = 1.9;
        Rotation from = About(0.3), to = About(0.3 + angle);
        Point3 x = from.Slerp(to, part).X;
        AssertNear(new(Math.Cos(0.3 + (part * angle)), Math.Sin(0.3 + (part * angle)), 0), x, 1e-10);
        // The other sign of the end is the same end.
        Rotation other = new(-to.I, -to.J, -to.K, -to.W);
        AssertNear(x, from.Slerp(other, part).X, 1e-10);
    }

    private static Rotation About(double angle) => new(0, 0, Math.Sin(angle / 2), Math.Cos(angle / 2));
}
