using NeuralFields.Numerics;
using NeuralFields.RadialBases;
using NeuralFields.Testing;

namespace NeuralFields.Tests.RadialBases;

/// <summary>
/// Two inverse quadratics of full shape over one place, normalised and put through sines: numbers worked out apart from
/// this program.
/// </summary>
public sealed class FeatureBlockTests
{
    private static readonly double[] s_frequencies = [0.5, 4, 32], s_gradient = [1, -2, 0.5];
    private static readonly double[][] s_weights = [[0.7, -0.2, 0.1], [0.3, 0.5, -0.4]];
    private static readonly F64[][] s_offsets = [[0.3, -0.2], [-0.2, -0.3]];

    // The lower triangle M with M·Mᵀ = Σ⁻¹ for Σ = [[.04, .01], [.01, .09]] and .02·I.
    private static readonly F64[][] s_factors = [Factor(0.04, 0.01, 0.09), Factor(0.02, 0, 0.02)];

    private readonly F64[] _phi = new F64[2];
    private readonly F64[][] _u = [new F64[2], new F64[2]], _du = [new F64[2], new F64[2]];
    private readonly F64 _sum;

    public FeatureBlockTests()
    {
        for (int k = 0; k < 2; k++)
        {
            RadialShape.Full.ToWidths<F64>(s_factors[k], s_offsets[k], _u[k]);
            _phi[k] = RadialKernel.Find("InverseQuadratic").ValueAndGradient(_u[k], _du[k]);
        }
        Near([0.24305556, 0.13333333], _phi);
        _sum = RadialMixture.Normalize<F64>(_phi, 1e-8);
    }

    [Fact]
    public void Features_are_sums_of_sines()
    {
        Near([0.64575644, 0.35424353], _phi);
        F64[] g =
        [
            .. s_frequencies.Select(
                (m, f) => (F64)Enumerable.Range(0, 2).Sum(k => Math.Sin(m * _phi[k]) * s_weights[k][f])),
        ];
        Near([0.27496728, 0.38810205, 0.47411414], g);
    }

    [Fact]
    public void Gradients_pass_through_the_normaliser()
    {
        F64[] gradients = Gradients();
        Near([-1.4112214, -2.6008493], gradients);
        RadialMixture.PullNormalization<F64>(gradients, _phi, _sum);
        Near([1.1196344, -2.0410005], gradients);
    }

    [Fact]
    public void Places_and_covariances_get_their_gradients()
    {
        F64[] gradients = Gradients(), dx = new F64[2];
        RadialMixture.PullNormalization<F64>(gradients, _phi, _sum);
        double[][] centers = [[1.0960927, -0.4157593], [0.7256891, 1.0885336]];
        double[][] covariances = [[4.5409553, -1.7224313, 0.6533360], [-3.6284453, -5.4426680, -8.1640020]];
        for (int k = 0; k < 2; k++)
        {
            F64[] own = new F64[2];
            for (int j = 0; j < 2; j++) _du[k][j] *= gradients[k];
            RadialShape.Full.PullOffset<F64>(s_factors[k], _du[k], own);
            Near(centers[k], [-own[0], -own[1]]);
            for (int j = 0; j < 2; j++) dx[j] += own[j];
            Near(covariances[k], CovarianceGradient(k, gradients[k]));
        }
        Near([-1.8217817, -0.6727743], dx);
    }

    /// <summary>∂L/∂Σ = −e·v·vᵀ with v = M·u and e = ∂L/∂φ · φ′(q).</summary>
    private F64[] CovarianceGradient(int k, F64 gradient)
    {
        F64[] v = new F64[2];
        RadialShape.Full.PullOffset<F64>(s_factors[k], _u[k], v);
        F64 q = (_u[k][0] * _u[k][0]) + (_u[k][1] * _u[k][1]);
        F64 e = gradient * RadialKernel.Find("InverseQuadratic").ValueAndSlope(q).Slope;
        return [-(e * v[0] * v[0]), -(e * v[0] * v[1]), -(e * v[1] * v[1])];
    }

    private F64[] Gradients() =>
    [
        .. Enumerable.Range(0, 2).Select(k => (F64)Enumerable.Range(0, 3).Sum(
            f => s_gradient[f] * s_weights[k][f] * s_frequencies[f] * Math.Cos(s_frequencies[f] * _phi[k]))),
    ];

    private static F64[] Factor(double xx, double xy, double yy)
    {
        double determinant = (xx * yy) - (xy * xy), first = Math.Sqrt(yy / determinant);
        double second = -xy / determinant / first;
        return [first, second, Math.Sqrt((xx / determinant) - (second * second))];
    }

    private static void Near(double[] expected, params F64[] found)
    {
        for (int i = 0; i < expected.Length; i++) AssertClose.Number(expected[i], found[i], 1e-7, 1e-8, $"number {i}");
    }
}
