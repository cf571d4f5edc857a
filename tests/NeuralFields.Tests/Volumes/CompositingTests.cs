using NeuralFields.Testing;
using NeuralFields.Volumes;

namespace NeuralFields.Tests.Volumes;

public sealed class CompositingTests
{
    [Theory, InlineData(1, 0.7), InlineData(7, 3), InlineData(200, 0.01), InlineData(64, 40)]
    public void A_slab_of_one_density_lets_pass_what_the_law_of_absorption_says(int samples, double density)
    {
        double delta = 2.0 / samples;
        (double[] weights, _, double left) = Weigh(
            [.. Enumerable.Repeat(density, samples)], [.. Enumerable.Repeat(delta, samples)]);
        AssertClose.Number(Math.Exp(-density * 2), left, 1e-12, 1e-300, "transmittance");
        AssertClose.Number(1, weights.Sum() + left, 1e-13, 0, "weights and transmittance");
    }

    [Fact]
    public void A_ray_without_samples_lets_everything_pass()
    {
        Assert.Equal(1.0, Compositing.Weigh<double>([], [], []));
        Compositing.Differentiate<double>([], [], [], [], 1, []);
    }

    [Fact]
    public void Behind_something_opaque_nothing_has_weight()
    {
        (double[] weights, _, double left) = Weigh([0.5, 1e9, 3], [1, 1, 1]);
        Assert.Equal(0, weights[2]);
        Assert.Equal(0, left);
    }

    [Theory, InlineData(1, 1), InlineData(2, 2), InlineData(5, 3), InlineData(24, 4)]
    public void Derivatives_by_densities_agree_with_central_differences(int samples, int seed)
    {
        Random random = new(seed);
        double[] densities = Numbers(random, samples, 0, 4), deltas = Numbers(random, samples, 0.02, 0.3);
        double[] byWeight = Numbers(random, samples, -1, 1);
        double byLast = random.NextDouble() - 0.5;
        double Loss(double[] sigma)
        {
            (double[] w, _, double left) = Weigh(sigma, deltas);
            return w.Zip(byWeight, (a, b) => a * b).Sum() + (left * byLast);
        }
        (double[] weights, double[] behind, _) = Weigh(densities, deltas);
        double[] gradient = new double[samples];
        Compositing.Differentiate<double>(deltas, weights, behind, byWeight, byLast, gradient);
        GradientCheck.Gradient(Loss, densities, gradient, Enumerable.Range(0, samples), "density");
    }

    [Fact]
    public void A_gradient_off_by_one_percent_is_noticed()
    {
        double[] densities = [1, 2], deltas = [0.1, 0.2], byWeight = [0.3, -0.4], gradient = new double[2];
        (double[] weights, double[] behind, _) = Weigh(densities, deltas);
        Compositing.Differentiate<double>(deltas, weights, behind, byWeight, 0.5, gradient);
        double[] wrong = [.. gradient.Select(g => g * 1.01)];
        Assert.Throws<CheckFailedException>(() => GradientCheck.Gradient(
            sigma =>
            {
                (double[] w, _, double left) = Weigh(sigma, deltas);
                return (w[0] * 0.3) - (w[1] * 0.4) + (left * 0.5);
            },
            densities, wrong, [0, 1], "density"));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(9)]
    public void Distortion_is_the_double_sum_and_its_derivatives_agree_with_differences(int samples)
    {
        Random random = new(samples);
        double[] weights = Numbers(random, samples, 0, 0.3), deltas = Numbers(random, samples, 0.02, 0.1);
        double[] distances = new double[samples];
        for (int i = 1; i < samples; i++) distances[i] = distances[i - 1] + deltas[i - 1];
        double Direct(double[] w)
        {
            double sum = 0;
            for (int i = 0; i < samples; i++)
            {
                for (int j = 0; j < samples; j++) sum += w[i] * w[j] * Math.Abs(distances[i] - distances[j]);
                sum += w[i] * w[i] * deltas[i] / 3;
            }
            return sum;
        }
        double[] gradient = new double[samples];
        double loss = Compositing.Distortion<double>(distances, deltas, weights, 1, gradient);
        AssertClose.Number(Direct(weights), loss, 1e-12, 1e-15, "distortion");
        GradientCheck.Gradient(Direct, weights, gradient, Enumerable.Range(0, samples), "weight");
    }

    private static (double[] Weights, double[] Behind, double Left) Weigh(double[] densities, double[] deltas)
    {
        double[] passing = [.. densities.Zip(deltas, (s, d) => Math.Exp(-s * d))];
        double[] weights = new double[passing.Length], behind = new double[passing.Length];
        double left = Compositing.Weigh<double>(passing, weights, behind);
        return (weights, behind, left);
    }

    private static double[] Numbers(Random random, int count, double from, double to)
        => [.. Enumerable.Range(0, count).Select(_ => from + ((to - from) * random.NextDouble()))];
}
