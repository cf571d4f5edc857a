namespace NeuralFields.Tests.Acceptance;

/// <summary>
/// Distances learnt from points alone: rows of the table in coordinate-networks 11.5, whose thresholds are for the
/// median of three seeds.
/// </summary>
[Trait("Category", "Acceptance")]
public sealed class PointSurfaceTests
{
    [Fact]
    public void A_softplus_network_that_starts_as_a_sphere_learns_distances_from_points_with_normals()
        => AssertGood([.. new ulong[] { 1, 2, 3 }.Select(seed => SurfaceFit.OfSoftplus(normals: true, seed))]);

    [Fact]
    public void A_slow_sine_network_with_a_sphere_and_a_border_learns_distances_from_points_with_normals()
        => AssertGood([SurfaceFit.OfSine(omega: 10, rate: 1e-4, sphere: true, normals: true, seed: 1)]);

    private static void AssertGood(SurfaceFit[] fits)
    {
        string all = string.Join(", ", fits);
        Assert.True(fits.Select(f => f.Iou).Order().ElementAt(fits.Length / 2) >= 0.965, all);
        Assert.True(fits.Select(f => f.Band).Order().ElementAt(fits.Length / 2) <= 0.008, all);
    }
}
