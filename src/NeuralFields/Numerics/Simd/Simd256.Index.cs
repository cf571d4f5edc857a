using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralFields.Numerics;

internal readonly unsafe partial struct Simd256 : ISimdIndex<Vector256<float>, Vector256<uint>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Set(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Subtract(Vector256<float> a, Vector256<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Floor(Vector256<float> a) => Vector256.Floor(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Clamp(Vector256<float> a, Vector256<float> low, Vector256<float> high)
        => Vector256.MinNative(Vector256.MaxNative(a, low), high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> ToIndex(Vector256<float> whole) => Vector256.ConvertToInt32Native(whole).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> SetIndex(uint value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> AddIndex(Vector256<uint> a, Vector256<uint> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> MultiplyIndex(Vector256<uint> a, Vector256<uint> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Xor(Vector256<uint> a, Vector256<uint> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> And(Vector256<uint> a, Vector256<uint> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> WrapOnce(Vector256<uint> a, Vector256<uint> size) => Vector256.Min(a, a - size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyAtLeast(Vector256<uint> a, Vector256<uint> limit) => Vector256.GreaterThanOrEqualAny(a, limit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreIndex(Vector256<uint> a, uint* p) => a.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadPairs(float* table, uint* index, out Vector256<float> first, out Vector256<float> second)
    {
        Vector256<float> a = Vector256.Create(
            Simd128.Pair(table, index[0], index[1]), Simd128.Pair(table, index[4], index[5]));
        Vector256<float> b = Vector256.Create(
            Simd128.Pair(table, index[2], index[3]), Simd128.Pair(table, index[6], index[7]));
        Separate(a, b, out first, out second);
    }

    /// <summary>Even and odd floats of each 128-bit lane of a followed by the same lane of b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Separate(
        Vector256<float> a, Vector256<float> b, out Vector256<float> first, out Vector256<float> second)
    {
        if (Avx.IsSupported)
        {
            first = Avx.Shuffle(a, b, 0x88);
            second = Avx.Shuffle(a, b, 0xDD);
            return;
        }
        Simd128.Separate(a.GetLower(), b.GetLower(), out Vector128<float> first0, out Vector128<float> second0);
        Simd128.Separate(a.GetUpper(), b.GetUpper(), out Vector128<float> first1, out Vector128<float> second1);
        first = Vector256.Create(first0, first1);
        second = Vector256.Create(second0, second1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddPairs(float* table, uint* index, Vector256<float> first, Vector256<float> second)
    {
        Simd128.AddPairs(table, index, first.GetLower(), second.GetLower());
        Simd128.AddPairs(table, index + 4, first.GetUpper(), second.GetUpper());
    }
}
