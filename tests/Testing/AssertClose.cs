using System.Globalization;

namespace NeuralFields.Testing;

/// <summary>Comparisons of numbers with a tolerance that is stated where they are called.</summary>
public static class AssertClose
{
    /// <summary>|actual − expected| ≤ relative·|expected| + floor; NaN and infinities must be the same.</summary>
    /// <exception cref="CheckFailedException">It is not.</exception>
    public static void Number(double expected, double actual, double relative, double floor, string where)
    {
        double allowed = relative * Math.Abs(expected) + floor;
        if (expected.Equals(actual) || Math.Abs(actual - expected) <= allowed) return;
        throw new CheckFailedException(string.Create(
            CultureInfo.InvariantCulture,
            $"{where}: got {actual:R}, expected {expected:R} within {allowed:R}; off by {actual - expected:R}"));
    }

    /// <summary>Element by element, |actual − expected| ≤ relative·|expected| + floor.</summary>
    /// <exception cref="CheckFailedException">
    /// The lengths differ, or an element is off; the message names the worst.
    /// </exception>
    public static void Relative(
        ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double relative, double floor, string where = "")
    {
        if (expected.Length != actual.Length)
            throw new CheckFailedException($"{where}: got {actual.Length} elements, expected {expected.Length}");
        int worst = -1;
        double worstExcess = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i].Equals(actual[i])) continue;
            double excess = Math.Abs(actual[i] - expected[i]) / (relative * Math.Abs(expected[i]) + floor);
            if (excess <= 1 || excess < worstExcess) continue;
            (worst, worstExcess) = (i, double.IsNaN(excess) ? double.PositiveInfinity : excess);
        }
        if (worst >= 0) Number(expected[worst], actual[worst], relative, floor, $"{where}[{worst}]");
    }

    /// <summary>Element by element, |actual − expected| ≤ relative·|expected| + floor.</summary>
    /// <exception cref="CheckFailedException">
    /// The lengths differ, or an element is off; the message names the worst.
    /// </exception>
    public static void Relative(
        ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double relative, double floor, string where = "") =>
        Relative(Widen(expected), Widen(actual), relative, floor, where);

    /// <summary>Numbers under test in single precision against double.</summary>
    /// <exception cref="CheckFailedException">The lengths differ, or an element is off; the message names the worst.</exception>
    public static void Relative(
        ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double relative, double floor, string where = "") =>
        Relative(expected, Widen(actual), relative, floor, where);

    /// <summary>The same bits in every element; every NaN counts as the same.</summary>
    /// <exception cref="CheckFailedException">The lengths differ, or an element does.</exception>
    public static void SameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string where = "")
    {
        if (expected.Length != actual.Length)
            throw new CheckFailedException($"{where}: got {actual.Length} elements, expected {expected.Length}");
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]);
            if (same || (float.IsNaN(expected[i]) && float.IsNaN(actual[i]))) continue;
            throw new CheckFailedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{where}[{i}]: got {actual[i]:R}, expected the bits of {expected[i]:R}"));
        }
    }

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++) wide[i] = values[i];
        return wide;
    }
}
