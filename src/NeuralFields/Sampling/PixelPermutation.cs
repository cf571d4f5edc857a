using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NeuralFields.Numerics;

namespace NeuralFields.Sampling;

/// <summary>
/// A pseudo-random permutation of 0 … count−1, computed in place: an unbalanced Feistel network over a·b ≥ count with
/// a, b near √count, walking on where it leaves the range. Integers only, so every machine has the same one.
/// </summary>
/// <remarks>
/// Because a·b exceeds count by less than √count + 1, walks are rare (a power-of-two domain would walk for up to half
/// of all indices). Both factors stay below 2¹⁶, so that everything fits 32-bit lanes.
/// </remarks>
internal readonly struct PixelPermutation
{
    private readonly uint _a, _b, _count;
    private readonly uint _key0, _key1, _key2, _key3;

    /// <summary>A permutation.</summary>
    /// <param name="count">How many indices, 1 to 2³¹−1.</param>
    /// <param name="key">Which permutation; different keys give unrelated ones.</param>
    public PixelPermutation(int count, ulong key)
    {
        _count = (uint)count;
        _a = (uint)Math.Ceiling(Math.Sqrt(count));
        _b = (_count + _a - 1) / _a;
        ulong low = Hash.Mix(key), high = Hash.Mix(low);
        (_key0, _key1) = ((uint)low, (uint)(low >> 32));
        (_key2, _key3) = ((uint)high, (uint)(high >> 32));
    }

    /// <summary>Where an index goes.</summary>
    public int this[int index]
    {
        get
        {
            Span<int> result = stackalloc int[Vector256<uint>.Count];
            Fill(index, result);
            return result[0];
        }
    }

    /// <summary>Where consecutive indices go.</summary>
    /// <param name="first">The first index; first + results.Length ≤ count, up to the padding.</param>
    /// <param name="results">
    /// Overwritten; a multiple of 8 long. Results of indices past the count are of no use.
    /// </param>
    public void Fill(int first, Span<int> results)
    {
        for (int i = 0; i < results.Length; i += Vector256<uint>.Count)
            Permute((uint)(first + i)).AsInt32().CopyTo(results[i..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<uint> Permute(uint first)
    {
        Vector256<uint> left = Vector256.Create(first / _b);
        Vector256<uint> right = Vector256.Create(first % _b) + Vector256<uint>.Indices;
        Vector256<uint> width = Vector256.Create(_b);
        // Carries; once is enough unless the image has only a few pixels.
        for (Vector256<uint> over; (over = Vector256.GreaterThanOrEqual(right, width)) != Vector256<uint>.Zero;)
        {
            right -= over & width;
            left -= over;
        }
        Vector256<uint> count = Vector256.Create(_count);
        // From outside the range a walk need not ever come in: padding lanes start at 0 instead.
        Vector256<uint> inside = Vector256.LessThan((left * width) + right, count);
        left &= inside;
        right &= inside;
        Rounds(ref left, ref right);
        Vector256<uint> result = (left * width) + right;
        for (Vector256<uint> outside; (outside = Vector256.GreaterThanOrEqual(result, count)) != Vector256<uint>.Zero;)
        {
            Rounds(ref left, ref right);
            result = Vector256.ConditionalSelect(outside, (left * width) + right, result);
        }
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Rounds(ref Vector256<uint> left, ref Vector256<uint> right)
    {
        left = Round(left, right, _key0, _a);
        right = Round(right, left, _key1, _b);
        left = Round(left, right, _key2, _a);
        right = Round(right, left, _key3, _b);
    }

    /// <summary>(x + hash(other) mod modulus) mod modulus, a bijection of x for every other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Round(Vector256<uint> x, Vector256<uint> other, uint key, uint modulus)
    {
        // Two multiply and fold steps with Weyl and Murmur constants; the upper half of the product is well mixed.
        Vector256<uint> h = (other ^ Vector256.Create(key)) * Vector256.Create(0x9E3779B1u);
        h = (h ^ (h >>> 15)) * Vector256.Create(0x85EBCA77u);
        Vector256<uint> m = Vector256.Create(modulus);
        x += ((h >>> 16) * m) >>> 16;
        return x - (Vector256.GreaterThanOrEqual(x, m) & m);
    }
}
