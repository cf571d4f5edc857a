using System.Numerics;

namespace NeuralFields.Images;

/// <summary>A set of pixels by index, one bit each.</summary>
public sealed class PixelSet
{
    private readonly ulong[] _bits;

    /// <summary>An empty set.</summary>
    /// <param name="count">Pixels of the picture.</param>
    public PixelSet(int count)
    {
        Count = count;
        _bits = new ulong[(count + 63L) / 64];
    }

    /// <summary>Pixels of the picture.</summary>
    public int Count { get; }

    /// <summary>Pixels in the set.</summary>
    public int Members { get; private set; }

    /// <summary>Whether a pixel is in the set.</summary>
    /// <param name="pixel">y·width + x.</param>
    public bool this[int pixel] => (_bits[pixel >> 6] >> (pixel & 63) & 1) != 0;

    /// <summary>Puts a pixel in.</summary>
    /// <param name="pixel">y·width + x.</param>
    public void Add(int pixel)
    {
        if (this[pixel]) return;
        _bits[pixel >> 6] |= 1UL << (pixel & 63);
        Members++;
    }

    /// <summary>The pixels that are not in the set, ascending.</summary>
    public int[] Others()
    {
        int[] others = new int[Count - Members];
        int next = 0;
        for (int word = 0; word < _bits.Length; word++)
            for (ulong free = ~_bits[word]; free != 0 && next < others.Length; free &= free - 1)
                others[next++] = (word << 6) + BitOperations.TrailingZeroCount(free);
        return others;
    }
}
