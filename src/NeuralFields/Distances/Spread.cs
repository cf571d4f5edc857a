namespace NeuralFields.Distances;

/// <summary>A summary of many non-negative numbers.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="P99">The smallest that 99 % of them do not exceed.</param>
/// <param name="Max">The largest.</param>
public readonly record struct Spread(double Mean, double P99, double Max)
{
    /// <summary>The summary of numbers; NaN where one is NaN, zero where there are none.</summary>
    /// <param name="numbers">The numbers; sorted by this.</param>
    public static Spread Of(Span<float> numbers)
    {
        if (numbers.IsEmpty) return default;
        numbers.Sort();
        // NaN stands first.
        if (float.IsNaN(numbers[0])) return new(double.NaN, double.NaN, double.NaN);
        double sum = 0;
        foreach (float number in numbers) sum += number;
        int rank = (int)Math.Ceiling(0.99 * numbers.Length);
        return new(sum / numbers.Length, numbers[rank - 1], numbers[^1]);
    }
}
