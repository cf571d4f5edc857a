using NeuralFields.Activations;
using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Activations;

public sealed class WireFormulaTests
{
    private static readonly WireFormula Wire = new();

    [Fact]
    public void Published_values_are_met()
    {
        (F64 real, F64 imaginary) = Wire.Value<F64>(0.03, -0.02);
        (F64 uReal, F64 uImaginary, F64 vReal, F64 vImaginary) = Wire.Partials<F64>(0.03, -0.02, real, imaginary);
        double[] expected =
        [
            1.0811603154557436, 0.7396615675215897, -21.280193243166256, 17.185236903985334, -17.2985650472919,
            -11.834585080345436,
        ];
        AssertClose.Relative(expected, [real, imaginary, uReal, uImaginary, vReal, vImaginary], 1e-13, 0);
    }

    [Fact]
    public void Pullback_is_the_gradient_of_a_weighted_sum_of_both_outputs()
    {
        const double realWeight = 0.7, imaginaryWeight = -1.3;
        double[] at = [0.04, 0.01];
        (F64 u, F64 v) = Wire.Pullback<F64>(at[0], at[1], realWeight, imaginaryWeight);
        GradientCheck.Gradient(
            x =>
            {
                (F64 real, F64 imaginary) = Wire.Value<F64>(x[0], x[1]);
                return realWeight * real + imaginaryWeight * imaginary;
            },
            at, [u, v], [0, 1], "WIRE");
    }
}
