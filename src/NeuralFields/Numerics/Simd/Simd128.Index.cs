using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NeuralFields.Numerics;

internal readonly unsafe partial struct Simd128 : ISimdIndex<Vector128<float>, Vector128<uint>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Set(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Subtract(Vector128<float> a, Vector128<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Multiply(Vector128<float> a, Vector128<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Floor(Vector128<float> a) => Vector128.Floor(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Clamp(Vector128<float> a, Vector128<float> low, Vector128<float> high)
        => Vector128.MinNative(Vector128.MaxNative(a, low), high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> ToIndex(Vector128<float> whole) => Vector128.ConvertToInt32Native(whole).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> SetIndex(uint value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> AddIndex(Vector128<uint> a, Vector128<uint> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> MultiplyIndex(Vector128<uint> a, Vector128<uint> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Xor(Vector128<uint> a, Vector128<uint> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> And(Vector128<uint> a, Vector128<uint> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> WrapOnce(Vector128<uint> a, Vector128<uint> size) => Vector128.Min(a, a - size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyAtLeast(Vector128<uint> a, Vector128<uint> limit) => Vector128.GreaterThanOrEqualAny(a, limit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreIndex(Vector128<uint> a, uint* p) => a.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadPairs(float* table, uint* index, out Vector128<float> first, out Vector128<float> second)
        => Separate(Pair(table, index[0], index[1]), Pair(table, index[2], index[3]), out first, out second);

    /// <summary>The pair of floats at index i, then the pair at index j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Pair(float* table, uint i, uint j)
    {
        double* pairs = (double*)table;
        return Sse2.IsSupported
            ? Sse2.LoadHigh(Sse2.LoadScalarVector128(pairs + i), pairs + j).AsSingle()
            : Vector128.Create(pairs[i], pairs[j]).AsSingle();
    }

    /// <summary>Even and odd floats of a followed by b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Separate(
        Vector128<float> a, Vector128<float> b, out Vector128<float> first, out Vector128<float> second)
    {
        if (Sse.IsSupported)
        {
            first = Sse.Shuffle(a, b, 0x88);
            second = Sse.Shuffle(a, b, 0xDD);
        }
        else if (AdvSimd.Arm64.IsSupported)
        {
            first = AdvSimd.Arm64.UnzipEven(a, b);
            second = AdvSimd.Arm64.UnzipOdd(a, b);
        }
        else
        {
            first = Vector128.Create(a[0], a[2], b[0], b[2]);
            second = Vector128.Create(a[1], a[3], b[1], b[3]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddPairs(float* table, uint* index, Vector128<float> first, Vector128<float> second)
    {
        if (!Sse2.IsSupported)
        {
            for (int lane = 0; lane < 4; lane++)
            {
                table[2 * index[lane]] += first[lane];
                table[(2 * index[lane]) + 1] += second[lane];
            }
            return;
        }
        Vector128<float> low = Sse.UnpackLow(first, second), high = Sse.UnpackHigh(first, second);
        AddPair(table + (2 * index[0]), low);
        AddPair(table + (2 * index[1]), Sse.MoveHighToLow(low, low));
        AddPair(table + (2 * index[2]), high);
        AddPair(table + (2 * index[3]), Sse.MoveHighToLow(high, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPair(float* entry, Vector128<float> pair)
        => Sse.StoreLow(entry, Sse2.LoadScalarVector128((double*)entry).AsSingle() + pair);
}
