using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralFields.Numerics;

internal readonly unsafe partial struct Simd512 : ISimdIndex<Vector512<float>, Vector512<uint>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Set(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Subtract(Vector512<float> a, Vector512<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Floor(Vector512<float> a) => Vector512.Floor(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Clamp(Vector512<float> a, Vector512<float> low, Vector512<float> high)
        => Vector512.MinNative(Vector512.MaxNative(a, low), high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> ToIndex(Vector512<float> whole) => Vector512.ConvertToInt32Native(whole).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> SetIndex(uint value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> AddIndex(Vector512<uint> a, Vector512<uint> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> MultiplyIndex(Vector512<uint> a, Vector512<uint> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Xor(Vector512<uint> a, Vector512<uint> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> And(Vector512<uint> a, Vector512<uint> b) => a & b;

    /// <inheritdoc/>
    /// <remarks>a − size wraps around to a large number where a &lt; size, so the smaller of the two is wanted.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> WrapOnce(Vector512<uint> a, Vector512<uint> size) => Vector512.Min(a, a - size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyAtLeast(Vector512<uint> a, Vector512<uint> limit) => Vector512.GreaterThanOrEqualAny(a, limit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreIndex(Vector512<uint> a, uint* p) => a.Store(p);

    /// <inheritdoc/>
    /// <remarks>
    /// Lane j of the first half holds samples 4j and 4j+1, of the second 4j+2 and 4j+3, so that a shuffle within lanes
    /// separates the features in the order of the samples.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadPairs(float* table, uint* index, out Vector512<float> first, out Vector512<float> second)
    {
        Vector512<float> a = Vector512.Create(
            Vector256.Create(Simd128.Pair(table, index[0], index[1]), Simd128.Pair(table, index[4], index[5])),
            Vector256.Create(Simd128.Pair(table, index[8], index[9]), Simd128.Pair(table, index[12], index[13])));
        Vector512<float> b = Vector512.Create(
            Vector256.Create(Simd128.Pair(table, index[2], index[3]), Simd128.Pair(table, index[6], index[7])),
            Vector256.Create(Simd128.Pair(table, index[10], index[11]), Simd128.Pair(table, index[14], index[15])));
        if (Avx512F.IsSupported)
        {
            first = Avx512F.Shuffle(a, b, 0x88);
            second = Avx512F.Shuffle(a, b, 0xDD);
            return;
        }
        Simd256.Separate(a.GetLower(), b.GetLower(), out Vector256<float> first0, out Vector256<float> second0);
        Simd256.Separate(a.GetUpper(), b.GetUpper(), out Vector256<float> first1, out Vector256<float> second1);
        first = Vector512.Create(first0, first1);
        second = Vector512.Create(second0, second1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddPairs(float* table, uint* index, Vector512<float> first, Vector512<float> second)
    {
        Simd256.AddPairs(table, index, first.GetLower(), second.GetLower());
        Simd256.AddPairs(table, index + 8, first.GetUpper(), second.GetUpper());
    }
}
