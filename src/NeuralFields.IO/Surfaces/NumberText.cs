using System.Buffers.Text;

namespace NeuralFields.IO.Surfaces;

/// <summary>Decimal numbers in UTF-8 text.</summary>
internal static class NumberText
{
    // Products and quotients of integers below 2⁵³ and these powers are rounded once: Clinger's fast path.
    private static readonly double[] s_powers = [.. Enumerable.Range(0, 23).Select(e => double.Parse("1e" + e, null))];

    private const ulong MaxExact = 1UL << 53;

    /// <summary>Bytes of the number at the start of the text; 0 where there is none.</summary>
    /// <param name="text">Text that begins with the number and may go on with anything.</param>
    /// <param name="value">The nearest double. "nan" and "inf" in any case, with or without a sign, count.</param>
    public static int Read(ReadOnlySpan<byte> text, out double value)
    {
        int i = 0;
        bool negative = false;
        if (i < text.Length && text[i] is (byte)'-' or (byte)'+') negative = text[i++] == '-';
        int start = i, scale = 0;
        ulong digits = 0;
        while (i < text.Length && (uint)(text[i] - '0') <= 9) digits = (digits * 10) + (ulong)(text[i++] - '0');
        int count = i - start;
        if (i < text.Length && text[i] == '.')
        {
            int point = ++i;
            while (i < text.Length && (uint)(text[i] - '0') <= 9) digits = (digits * 10) + (ulong)(text[i++] - '0');
            scale = point - i;
            count -= scale;
        }
        if (count == 0) return ReadWord(text, start, negative, out value);
        i += ReadExponent(text[i..], ref scale);
        // Nineteen digits cannot have overflowed.
        if (count <= 19 && digits <= MaxExact && scale is >= -22 and <= 22)
        {
            double whole = digits, size = scale < 0 ? whole / s_powers[-scale] : whole * s_powers[scale];
            value = negative ? -size : size;
            return i;
        }
        return ReadLong(text[..i], out value);
    }

    private static int ReadExponent(ReadOnlySpan<byte> text, ref int scale)
    {
        const int enough = 10_000;   // beyond any double; the digits are still passed over
        if (text.Length < 2 || text[0] is not ((byte)'e' or (byte)'E')) return 0;
        int i = 1;
        bool negative = text[i] == '-';
        if (text[i] is (byte)'-' or (byte)'+') i++;
        int start = i, exponent = 0;
        for (; i < text.Length && (uint)(text[i] - '0') <= 9; i++)
            exponent = Math.Min(enough, (exponent * 10) + text[i] - '0');
        if (i == start) return 0;
        scale += negative ? -exponent : exponent;
        return i;
    }

    /// <summary>Many digits or a large exponent.</summary>
    private static int ReadLong(ReadOnlySpan<byte> number, out double value)
    {
        ReadOnlySpan<byte> unsigned = number[0] == '+' ? number[1..] : number;
        return Utf8Parser.TryParse(unsigned, out value, out int used) && used == unsigned.Length ? number.Length : 0;
    }

    private static int ReadWord(ReadOnlySpan<byte> text, int start, bool negative, out double value)
    {
        value = double.NaN;
        if (text.Length - start < 3) return 0;
        ReadOnlySpan<byte> word = text[start..];
        bool infinite = IsWord(word, "inf"u8);
        if (!infinite && !IsWord(word, "nan"u8)) return 0;
        if (infinite) value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return start + (IsWord(word, "infinity"u8) ? 8 : 3);
    }

    private static bool IsWord(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        if (text.Length < word.Length) return false;
        for (int i = 0; i < word.Length; i++) if ((text[i] | 0x20) != word[i]) return false;
        return true;
    }
}
