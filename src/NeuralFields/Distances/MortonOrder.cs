using System.Numerics;

namespace NeuralFields.Distances;

/// <summary>Puts places in the order of a Z-shaped curve through the cells of a grid around them.</summary>
/// <remarks>Morton 1966. Sorting is by radix, so equal cells keep their order.</remarks>
internal sealed class MortonOrder(int capacity)
{
    private const int CellBits = 10, DigitBits = 10, Digits = 3;

    private readonly ulong[] _entries = new ulong[capacity], _other = new ulong[capacity];
    private readonly int[] _counts = new int[1 << DigitBits], _order = new int[capacity];

    /// <summary>The numbers of the places in order; valid until the next call.</summary>
    /// <param name="places">At most as many places as there is capacity.</param>
    public ReadOnlySpan<int> Sort(ReadOnlySpan<Vector3> places)
    {
        if (places.IsEmpty) return [];
        Vector3 low = places[0], high = low;
        foreach (Vector3 place in places) (low, high) = (Vector3.Min(low, place), Vector3.Max(high, place));
        Vector3 scale = new Vector3((1 << CellBits) - 1) / Vector3.Max(high - low, new(1e-30f));
        for (int i = 0; i < places.Length; i++) _entries[i] = ((ulong)Code((places[i] - low) * scale) << 32) | (uint)i;
        ulong[] from = _entries, to = _other;
        for (int digit = 0; digit < Digits; digit++, (from, to) = (to, from))
            Scatter(from.AsSpan(0, places.Length), to, 32 + (digit * DigitBits));
        for (int i = 0; i < places.Length; i++) _order[i] = (int)(uint)from[i];
        return _order.AsSpan(0, places.Length);
    }

    /// <summary>The bits of the three cell numbers in turn. Places that are not finite get any cell.</summary>
    private static uint Code(Vector3 cell) => Spread(cell.X) | (Spread(cell.Y) << 1) | (Spread(cell.Z) << 2);

    private static uint Spread(float cell)
    {
        uint x = (uint)Math.Clamp((int)cell, 0, (1 << CellBits) - 1);
        x = (x | (x << 16)) & 0x030000FF;
        x = (x | (x << 8)) & 0x0300F00F;
        x = (x | (x << 4)) & 0x030C30C3;
        return (x | (x << 2)) & 0x09249249;
    }

    private void Scatter(ReadOnlySpan<ulong> from, Span<ulong> to, int shift)
    {
        const ulong mask = (1 << DigitBits) - 1;
        Array.Clear(_counts);
        foreach (ulong entry in from) _counts[(entry >> shift) & mask]++;
        int sum = 0;
        foreach (ref int count in _counts.AsSpan()) (count, sum) = (sum, sum + count);
        foreach (ulong entry in from) to[_counts[(entry >> shift) & mask]++] = entry;
    }
}
