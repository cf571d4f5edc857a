using NeuralFields.Datasets;
using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Datasets;

public sealed class ViewLensTests
{
    private static readonly CameraLens s_pinhole = new(270, 480, 343.88, 343.6225, 138.6395, 241.317);

    private static readonly LensDistortion s_fox = new(LensProjection.Perspective)
    {
        K1 = 0.0578421, K2 = -0.0805099, P1 = -0.000980296, P2 = 0.00015575,
    };

    [Fact]
    public void A_lens_without_distortion_is_the_pinhole()
    {
        ViewLens lens = new(s_pinhole, LensDistortion.None);
        Camera camera = new(new(Point3.Zero, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)), s_pinhole);
        Assert.True(lens.TryDirection(17.5, 400.25, out Point3 direction));
        Point3 expected = camera.Direction(17.5, 400.25);
        Assert.True((direction - expected).Length < 1e-15);
    }

    [Theory]
    [InlineData(LensProjection.Perspective, 1)]
    [InlineData(LensProjection.Equidistant, 1)]
    [InlineData(LensProjection.Equidistant, 0.3)] // pixels far beyond 90° from the axis
    public void A_pixel_comes_back_from_its_direction(LensProjection projection, double focal)
    {
        CameraLens pinhole = s_pinhole with { FocalX = focal * s_pinhole.FocalX, FocalY = focal * s_pinhole.FocalY };
        ViewLens lens = new(pinhole, s_fox with { Projection = projection, K2 = 0, P1 = 0, P2 = 0 });
        int seen = 0;
        for (double y = 0.5; y < 480; y += 13)
            for (double x = 0.5; x < 270; x += 13)
            {
                if (!lens.TryDirection(x, y, out Point3 direction)) continue;
                seen++;
                Assert.Equal(1, direction.Length, 1e-14);
                Assert.True(lens.TryProject(direction * 3.7, out (double X, double Y) pixel));
                Assert.True(Math.Abs(pixel.X - x) + Math.Abs(pixel.Y - y) < 1e-8, $"{x} {y}: {pixel}");
            }
        Assert.InRange(seen, 500, 777);
    }

    [Fact]
    public void A_fisheye_sees_behind_the_camera_and_not_beyond_180_degrees()
    {
        ViewLens lens = new(new(400, 400, 100, 100, 200, 200), new(LensProjection.Equidistant));
        Assert.True(lens.TryDirection(400, 200, out Point3 aside)); // θ = 2
        Assert.Equal(-Math.Cos(2), aside.Z, 1e-15);
        Assert.Equal(Math.Sin(2), aside.X, 1e-15);
        Assert.False(lens.TryDirection(200 + 315, 200, out _)); // θ = 3.15
    }

    [Fact]
    public void What_lies_behind_a_pinhole_is_not_seen()
        => Assert.False(new ViewLens(s_pinhole, s_fox).TryProject(new(0.1, 0.1, 1), out _));

    [Fact]
    public void What_the_polynomial_folds_back_into_the_picture_is_not_seen()
    {
        ViewLens lens = new(s_pinhole, new(LensProjection.Perspective) { K1 = -0.3 });
        Assert.False(lens.TryProject(new(1.8, 0, -1), out (double X, double Y) pixel));
        Assert.InRange(pixel.X, 0, 270);
    }

    [Fact]
    public void A_smaller_picture_shows_the_same_directions()
    {
        ViewLens lens = new(s_pinhole, s_fox), half = lens.Resize(135, 240);
        Assert.True(lens.TryDirection(60, 90, out Point3 a) && half.TryDirection(30, 45, out Point3 b) && (a - b).Length < 1e-15);
    }

    [Fact]
    public void Equal_lenses_are_equal()
        => Assert.Equal(new ViewLens(s_pinhole, s_fox), new ViewLens(s_pinhole with { }, s_fox with { }));

    [Fact]
    public void Numbers_that_make_no_lens_are_refused()
    {
        Assert.Throws<InputException>(() => new ViewLens(s_pinhole with { FocalX = 0 }, LensDistortion.None));
        Assert.Throws<InputException>(() => new ViewLens(s_pinhole with { CenterY = double.NaN }, LensDistortion.None));
        Assert.Throws<InputException>(() => new ViewLens(s_pinhole, s_fox with { K2 = double.PositiveInfinity }));
    }

    [Fact]
    public void A_ray_and_its_projection_agree_in_the_frame_of_the_data()
    {
        CameraPose pose = CameraPose.LookAt(new(3, -2, 1), new(0.2, 0.1, 0.3), new(0, 0, 1));
        PosedView view = new("a", new("a.png", 270, 480), pose, new(s_pinhole, s_fox));
        Assert.True(view.TryRay(33.25, 321.5, out Point3 direction));
        Assert.True(view.TryProject(pose.Position + (direction * 2.5), out (double X, double Y) pixel));
        AssertClose.Relative([33.25, 321.5], [pixel.X, pixel.Y], 0, 1e-9);
    }
}
