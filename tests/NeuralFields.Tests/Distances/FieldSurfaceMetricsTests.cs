using System.Numerics;
using NeuralFields.Distances;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Distances;

public sealed class FieldSurfaceMetricsTests
{
    [Fact]
    public void The_distance_itself_has_no_error()
    {
        FieldSurfaceMetrics metrics = Evaluate(new Sphere(1, 1, 1));
        AssertClose.Number(1, metrics.Iou!.Value, 0, 5e-3, "iou");
        Assert.InRange(metrics.AbsError.Max, 0, 2e-3);
        Assert.InRange(metrics.EikonalDeviation, 0, 1e-6);
        Assert.InRange(metrics.NormalAngleErrorDegrees, 0, 2);
    }

    [Fact]
    public void A_shift_is_an_error_of_its_size_and_a_slope_one_of_the_gradient()
    {
        FieldSurfaceMetrics metrics = Evaluate(new Sphere(0.9f, 1.5f, 1));
        AssertClose.Number(0.15, metrics.AbsError.Mean, 0.02, 0, "mean");
        AssertClose.Number(0.5, metrics.EikonalDeviation, 1e-5, 0, "eikonal");
        AssertClose.Number(0.729, metrics.Iou!.Value, 0, 5e-3, "iou counts the inside");
    }

    [Fact]
    public void Gradients_that_point_inwards_are_an_error_of_180_degrees()
        => Assert.InRange(Evaluate(new Sphere(1, 1, -1)).NormalAngleErrorDegrees, 178, 180);

    private static FieldSurfaceMetrics Evaluate(ISurfaceField field)
    {
        using SignedDistance mesh = new(Shapes.Icosphere(4), SignRule.Winding);
        return FieldSurfaceMetrics.Evaluate(field, mesh);
    }

    /// <summary>slope · (|p| − radius), whose gradient may point the wrong way.</summary>
    private sealed class Sphere(float radius, float slope, float sign) : ISurfaceField
    {
        public void Values(ReadOnlySpan<Vector3> places, Span<float> values)
        {
            for (int i = 0; i < places.Length; i++) values[i] = slope * (places[i].Length() - radius);
        }

        public void Gradients(ReadOnlySpan<Vector3> places, Span<Vector3> gradients)
        {
            for (int i = 0; i < places.Length; i++) gradients[i] = sign * slope * Vector3.Normalize(places[i]);
        }
    }
}
