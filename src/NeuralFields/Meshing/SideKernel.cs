using System.Runtime.Intrinsics;

namespace NeuralFields.Meshing;

/// <summary>On which side of the level values lie: a bit per value, 1 below the level (inside).</summary>
internal static unsafe class SideKernel
{
    /// <summary>Bits per word.</summary>
    public const int WordBits = 64;

    /// <summary>Words for a row.</summary>
    public static int WordCount(int values) => (values + WordBits - 1) / WordBits;

    /// <summary>The sides of a row; bits past its end are 0. A value that is no number lies outside.</summary>
    public static void Classify(float* row, int count, float level, ulong* words)
    {
        int whole = count / WordBits;
        for (int w = 0; w < whole; w++)
            words[w] = Vector512.IsHardwareAccelerated ? Wide(row + (w * WordBits), level)
                : Vector256.IsHardwareAccelerated ? Middle(row + (w * WordBits), level)
                : One(row + (w * WordBits), WordBits, level);
        if (count > whole * WordBits)
            words[whole] = One(row + (whole * WordBits), count - (whole * WordBits), level);
    }

    private static ulong Wide(float* x, float level)
    {
        Vector512<float> l = Vector512.Create(level);
        ulong bits = Vector512.LessThan(Vector512.Load(x), l).ExtractMostSignificantBits();
        bits |= Vector512.LessThan(Vector512.Load(x + 16), l).ExtractMostSignificantBits() << 16;
        bits |= Vector512.LessThan(Vector512.Load(x + 32), l).ExtractMostSignificantBits() << 32;
        return bits | (Vector512.LessThan(Vector512.Load(x + 48), l).ExtractMostSignificantBits() << 48);
    }

    private static ulong Middle(float* x, float level)
    {
        Vector256<float> l = Vector256.Create(level);
        ulong bits = 0;
        for (int i = 0; i < WordBits; i += 8)
            bits |= (ulong)Vector256.LessThan(Vector256.Load(x + i), l).ExtractMostSignificantBits() << i;
        return bits;
    }

    private static ulong One(float* x, int count, float level)
    {
        ulong bits = 0;
        for (int i = 0; i < count; i++) bits |= (x[i] < level ? 1ul : 0) << i;
        return bits;
    }
}
