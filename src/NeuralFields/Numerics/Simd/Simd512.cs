using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralFields.Numerics;

/// <summary>16 floats: AVX-512.</summary>
internal readonly unsafe partial struct Simd512 : ISimd<Vector512<float>>
{
    public static int Width => 16;

    public static bool TallBlocks => true;

    public static Vector512<float> Zero => Vector512<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* p) => Vector512.Load(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> v, float* p) => v.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(float* p) => Vector512.Create(*p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c)
        => Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Scale(Vector512<float> a, Vector512<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Rectify(Vector512<float> a) => Vector512.MaxNative(Vector512<float>.Zero, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SelectPositive(Vector512<float> key, Vector512<float> a)
        => Vector512.GreaterThan(key, Vector512<float>.Zero) & a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> v) => Simd256.Sum(v.GetLower() + v.GetUpper());

    public static void Transpose(float* source, nint sourceStride, float* target, nint targetStride)
    {
        if (!Avx512F.IsSupported)
        {
            SimdScalar.TransposeBlock(source, sourceStride, target, targetStride, 16);
            return;
        }
        // Four 4 × 16 strips: transpose 4 × 4 blocks within 128-bit lanes, then move whole lanes between strips.
        Vector512<float> a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3;
        Strip(source, sourceStride, out a0, out a1, out a2, out a3);
        Strip(source + (4 * sourceStride), sourceStride, out b0, out b1, out b2, out b3);
        Strip(source + (8 * sourceStride), sourceStride, out c0, out c1, out c2, out c3);
        Strip(source + (12 * sourceStride), sourceStride, out d0, out d1, out d2, out d3);
        Lanes(a0, b0, c0, d0, target, targetStride);
        Lanes(a1, b1, c1, d1, target + targetStride, targetStride);
        Lanes(a2, b2, c2, d2, target + (2 * targetStride), targetStride);
        Lanes(a3, b3, c3, d3, target + (3 * targetStride), targetStride);
    }

    /// <summary>Columns i, 4+i, 8+i, 12+i of four rows end up in the four lanes of output i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Strip(
        float* p, nint stride,
        out Vector512<float> x0, out Vector512<float> x1, out Vector512<float> x2, out Vector512<float> x3)
    {
        Vector512<float> r0 = Load(p), r1 = Load(p + stride), r2 = Load(p + (2 * stride)), r3 = Load(p + (3 * stride));
        Vector512<double> low01 = Avx512F.UnpackLow(r0, r1).AsDouble(), high01 = Avx512F.UnpackHigh(r0, r1).AsDouble();
        Vector512<double> low23 = Avx512F.UnpackLow(r2, r3).AsDouble(), high23 = Avx512F.UnpackHigh(r2, r3).AsDouble();
        x0 = Avx512F.UnpackLow(low01, low23).AsSingle();
        x1 = Avx512F.UnpackHigh(low01, low23).AsSingle();
        x2 = Avx512F.UnpackLow(high01, high23).AsSingle();
        x3 = Avx512F.UnpackHigh(high01, high23).AsSingle();
    }

    /// <summary>Lane j of the four strips, side by side, is row 4·j of the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Lanes(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* target, nint stride)
    {
        Vector512<float> ab02 = Avx512F.Shuffle4x128(a, b, 0x88), ab13 = Avx512F.Shuffle4x128(a, b, 0xDD);
        Vector512<float> cd02 = Avx512F.Shuffle4x128(c, d, 0x88), cd13 = Avx512F.Shuffle4x128(c, d, 0xDD);
        Store(Avx512F.Shuffle4x128(ab02, cd02, 0x88), target);
        Store(Avx512F.Shuffle4x128(ab13, cd13, 0x88), target + (4 * stride));
        Store(Avx512F.Shuffle4x128(ab02, cd02, 0xDD), target + (8 * stride));
        Store(Avx512F.Shuffle4x128(ab13, cd13, 0xDD), target + (12 * stride));
    }
}
