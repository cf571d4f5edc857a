namespace NeuralFields.Datasets;

/// <summary>The order of file names as people count: r_2 before r_10. Letters compare by their code.</summary>
public sealed class NaturalOrder : IComparer<string>
{
    private NaturalOrder() { }

    /// <summary>The order.</summary>
    public static NaturalOrder Comparer { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x, b = y;
        while (!a.IsEmpty && !b.IsEmpty)
        {
            bool areDigits = char.IsAsciiDigit(a[0]) && char.IsAsciiDigit(b[0]);
            int order = areDigits ? CompareNumbers(ref a, ref b) : a[0].CompareTo(b[0]);
            if (order != 0) return order;
            if (areDigits) continue;
            a = a[1..];
            b = b[1..];
        }
        // Names that count alike, such as 1 and 01, still need an order.
        return a.IsEmpty && b.IsEmpty ? string.CompareOrdinal(x, y) : a.Length.CompareTo(b.Length);
    }

    private static int CompareNumbers(ref ReadOnlySpan<char> a, ref ReadOnlySpan<char> b)
    {
        ReadOnlySpan<char> x = TakeNumber(ref a), y = TakeNumber(ref b);
        return x.Length != y.Length ? x.Length.CompareTo(y.Length) : x.SequenceCompareTo(y);
    }

    private static ReadOnlySpan<char> TakeNumber(ref ReadOnlySpan<char> text)
    {
        int length = 1;
        while (length < text.Length && char.IsAsciiDigit(text[length])) length++;
        ReadOnlySpan<char> number = text[..length].TrimStart('0');
        text = text[length..];
        return number;
    }
}
