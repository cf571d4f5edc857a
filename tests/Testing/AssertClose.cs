namespace NeuralFields.Testing;

/// <summary>Comparison of many numbers, reporting the worst.</summary>
public static class AssertClose
{
    /// <summary>
    /// Every number agrees within relative·|expected| + floor.
    /// </summary>
    /// <param name="expected">The oracle's numbers.</param>
    /// <param name="actual">The numbers under test.</param>
    /// <param name="relative">Relative tolerance.</param>
    /// <param name="floor">Absolute tolerance.</param>
    /// <exception cref="InvalidOperationException">One does not, or the lengths differ.</exception>
    public static void Relative(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double relative, double floor)
    {
        if (expected.Length != actual.Length)
            throw new InvalidOperationException($"{actual.Length} numbers, expected {expected.Length}.");
        int worst = -1;
        double worstRatio = 1;
        for (int i = 0; i < expected.Length; i++)
        {
            double ratio = Math.Abs(actual[i] - expected[i]) / ((relative * Math.Abs(expected[i])) + floor);
            if (ratio <= worstRatio) continue;
            (worst, worstRatio) = (i, double.IsNaN(ratio) ? double.PositiveInfinity : ratio);
        }
        if (worst >= 0)
            throw new InvalidOperationException(
                $"number {worst} of {expected.Length} is {actual[worst]:R}, expected {expected[worst]:R}: " +
                $"{worstRatio:0.0} times the tolerance (relative {relative}, floor {floor}).");
    }

    /// <inheritdoc cref="Relative(ReadOnlySpan{double}, ReadOnlySpan{double}, double, double)"/>
    public static void Relative(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double relative, double floor)
    {
        double[] wide = new double[actual.Length];
        for (int i = 0; i < wide.Length; i++) wide[i] = actual[i];
        Relative(expected, wide, relative, floor);
    }
}
