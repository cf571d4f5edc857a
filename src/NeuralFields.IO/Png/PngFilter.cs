namespace NeuralFields.IO.Png;

/// <summary>
/// The five row filters (PNG specification, clause 9). A filter predicts each byte from a (the byte one step to the
/// left), b (above) and c (above a) and stores the difference; outside the picture all three are 0.
/// </summary>
internal static class PngFilter
{
    public const int Count = 5;

    /// <summary>Turns differences back into bytes, in place.</summary>
    /// <param name="filter">0 none, 1 sub, 2 up, 3 average, 4 Paeth.</param>
    /// <param name="row">The filtered row, without the filter byte.</param>
    /// <param name="above">The row above, already restored; zeros above the first row.</param>
    /// <param name="step">Bytes from a to the byte predicted from it.</param>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        above = above[..row.Length];
        int head = Math.Min(step, row.Length);
        switch (filter)
        {
            case 0: return;
            case 1:
                for (int i = step; i < row.Length; i++) row[i] += row[i - step];
                return;
            case 2:
                for (int i = 0; i < row.Length; i++) row[i] += above[i];
                return;
            case 3:
                for (int i = 0; i < head; i++) row[i] += (byte)(above[i] >> 1);
                for (int i = step; i < row.Length; i++) row[i] += (byte)((row[i - step] + above[i]) >> 1);
                return;
            case 4:
                for (int i = 0; i < head; i++) row[i] += above[i];
                for (int i = step; i < row.Length; i++) row[i] += Paeth(row[i - step], above[i], above[i - step]);
                return;
            default:
                throw new InputException($"PNG: a row's filter is {filter}, expected 0 to 4; the file is damaged.");
        }
    }

    /// <summary>
    /// Writes the filter's differences and returns how large they are: the smaller, the better they pack.
    /// </summary>
    /// <param name="filter">0 none, 1 sub, 2 up, 3 average, 4 Paeth.</param>
    /// <param name="row">The row's bytes.</param>
    /// <param name="above">The row above; zeros above the first row.</param>
    /// <param name="step">Bytes from a to the byte predicted from it.</param>
    /// <param name="target">As long as the row; overwritten.</param>
    public static long Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> target)
    {
        long size = 0;
        for (int i = 0; i < row.Length; i++)
        {
            int a = i < step ? 0 : row[i - step], b = above[i], c = i < step ? 0 : above[i - step];
            int predicted = filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) >> 1, _ => Paeth(a, b, c) };
            target[i] = (byte)(row[i] - predicted);
            size += Math.Abs((int)(sbyte)target[i]);
        }
        return size;
    }

    /// <summary>Whichever of a, b and c is nearest a + b − c; ties go to a, then to b.</summary>
    private static byte Paeth(int a, int b, int c)
    {
        int toA = Math.Abs(b - c), toB = Math.Abs(a - c), toC = Math.Abs(a + b - c - c);
        int nearest = toB <= toC ? b : c;
        return (byte)(toA <= toB && toA <= toC ? a : nearest);
    }
}
