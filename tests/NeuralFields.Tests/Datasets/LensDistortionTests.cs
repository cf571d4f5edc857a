using NeuralFields.Datasets;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Datasets;

public sealed class LensDistortionTests
{
    private static readonly LensDistortion s_fox = new(LensProjection.Perspective)
    {
        K1 = 0.0578421, K2 = -0.0805099, P1 = -0.000980296, P2 = 0.00015575,
    };

    /// <summary>Lenses of every kind, some strong.</summary>
    public static TheoryData<string, LensDistortion> Lenses => new()
    {
        { "none", LensDistortion.None },
        { "fox", s_fox },
        { "barrel", new(LensProjection.Perspective) { K1 = -0.28, K2 = 0.07, P1 = 2e-4, P2 = -3e-4 } },
        { "pincushion", new(LensProjection.Perspective) { K1 = 0.4 } },
        { "full", new(LensProjection.Perspective)
            { K1 = 1.2, K2 = 0.3, K3 = 0.05, D1 = 1.1, D2 = 0.35, D3 = 0.02, P1 = 1e-3, P2 = -5e-4 } },
        { "fisheye", new(LensProjection.Equidistant) { K1 = -0.0124, K2 = 0.0062, K3 = -0.0055, K4 = 0.0011 } },
        { "thin prism", new(LensProjection.Equidistant)
            { K1 = -0.03, K2 = 0.004, P1 = 4e-4, P2 = 2e-4, K3 = -1e-3, K4 = 1e-4, S1 = 6e-4, S2 = -3e-4 } },
    };

    [Fact]
    public void The_polynomial_is_that_of_opencv()
    {
        // Written out as OpenCV's manual does.
        const double x = 0.31, y = -0.42, k1 = 0.11, k2 = -0.07, k3 = 0.05, k4 = 0.02, k5 = 0.03, k6 = -0.01;
        const double p1 = 0.003, p2 = -0.002, s1 = 0.004, s3 = 0.006;
        const double r2 = (x * x) + (y * y), r4 = r2 * r2, r6 = r4 * r2;
        const double radial = (1 + (k1 * r2) + (k2 * r4) + (k3 * r6)) / (1 + (k4 * r2) + (k5 * r4) + (k6 * r6));
        LensDistortion lens = new(LensProjection.Perspective)
        {
            K1 = k1, K2 = k2, K3 = k3, D1 = k4, D2 = k5, D3 = k6, P1 = p1, P2 = p2, S1 = s1, S2 = s3,
        };
        (double imageX, double imageY) = lens.Distort(x, y);
        Assert.Equal((x * radial) + (2 * p1 * x * y) + (p2 * (r2 + (2 * x * x))) + (s1 * r2), imageX, 1e-15);
        Assert.Equal((y * radial) + (p1 * (r2 + (2 * y * y))) + (2 * p2 * x * y) + (s3 * r2), imageY, 1e-15);
    }

    [Theory, MemberData(nameof(Lenses))]
    public void The_slope_is_that_of_central_differences(string name, LensDistortion lens)
    {
        const double h = 1e-5;
        foreach ((double x, double y) in Places(0.9))
        {
            (double X, double Y) right = lens.Distort(x + h, y), left = lens.Distort(x - h, y);
            (double X, double Y) below = lens.Distort(x, y + h), above = lens.Distort(x, y - h);
            (double xx, double xy, double yx, double yy) = lens.Slope(x, y);
            AssertClose.Relative(
                [(right.X - left.X) / (2 * h), (below.X - above.X) / (2 * h), (right.Y - left.Y) / (2 * h),
                    (below.Y - above.Y) / (2 * h)],
                [xx, xy, yx, yy], 1e-6, 1e-8, name);
        }
    }

    [Theory, MemberData(nameof(Lenses))]
    public void The_inverse_gives_back_the_place(string name, LensDistortion lens)
    {
        LensInverse inverse = new(lens);
        double reach = Math.Min(lens.Projection == LensProjection.Equidistant ? 1.5 : 1.1, 0.95 * inverse.LargestRadius);
        foreach ((double x, double y) in Places(reach))
        {
            (double X, double Y) image = lens.Distort(x, y);
            Assert.True(inverse.TryUndistort(image.X, image.Y, out (double X, double Y) place), $"{name} {x} {y}");
            AssertClose.Relative([x, y], [place.X, place.Y], 0, 1e-11, name);
        }
    }

    [Fact]
    public void A_place_beyond_the_turn_of_the_polynomial_has_no_inverse()
    {
        // r − 0.3 r³ turns at r = 1/√0.9, where it is ⅔ of that.
        LensInverse inverse = new(new(LensProjection.Perspective) { K1 = -0.3 });
        double turn = 1 / Math.Sqrt(0.9);
        Assert.Equal(turn, inverse.LargestRadius, 1e-9);
        Assert.Equal(2 * turn / 3, inverse.LargestImage, 1e-9);
        Assert.True(inverse.TryUndistort(0.999 * inverse.LargestImage, 0, out (double X, double Y) place));
        Assert.InRange(place.X, 0, turn);
        Assert.False(inverse.TryUndistort(1.001 * inverse.LargestImage, 0, out _));
        Assert.False(inverse.TryUndistort(double.NaN, 0, out _));
    }

    [Fact]
    public void Tangential_terms_keep_places_beyond_the_turn_without_an_inverse()
    {
        LensInverse inverse = new(new(LensProjection.Perspective) { K1 = -0.3, P1 = 1e-3 });
        Assert.False(inverse.TryUndistort(1, 1, out _));
        Assert.False(inverse.TryUndistort(1e300, 1, out _));
    }

    [Fact]
    public void A_lens_that_never_turns_is_inverted_far_out()
    {
        LensInverse inverse = new(new(LensProjection.Perspective) { K1 = 0.2, K2 = 0.1 });
        (double X, double Y) image = inverse.Distortion.Distort(30, -40);
        Assert.True(inverse.TryUndistort(image.X, image.Y, out (double X, double Y) place));
        AssertClose.Relative([30, -40], [place.X, place.Y], 1e-12, 0);
    }

    [Fact]
    public void Every_model_has_the_number_of_parameters_that_colmap_lists()
    {
        int[] counts = [3, 4, 4, 5, 8, 8, 12, 4, 5, 12, 3, 4];
        Assert.Equal(counts, LensModel.All.Select(m => m.Parameters.Length));
        Assert.Equal(LensModel.All.Length, LensModel.All.Select(m => m.ColmapId).Distinct().Count());
        Assert.Contains("FOV is not read", Assert.Throws<InputException>(() => LensModel.Find(7)).Message, StringComparison.Ordinal);
        Assert.Contains("number 99", Assert.Throws<InputException>(() => LensModel.Find(99)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(double X, double Y)> Places(double reach)
        => from i in Enumerable.Range(0, 24)
           let angle = 2.399963 * i
           let r = reach * Math.Sqrt(i / 24.0)
           select (r * Math.Cos(angle), r * Math.Sin(angle));
}
