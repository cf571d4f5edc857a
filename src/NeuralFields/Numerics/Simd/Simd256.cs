using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralFields.Numerics;

/// <summary>8 floats: AVX2 with FMA.</summary>
internal readonly unsafe partial struct Simd256 : ISimd<Vector256<float>>
{
    public static int Width => 8;

    public static bool TallBlocks => false;

    public static Vector256<float> Zero => Vector256<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* p) => Vector256.Load(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> v, float* p) => v.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(float* p) => Vector256.Create(*p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Fma(Vector256<float> a, Vector256<float> b, Vector256<float> c)
        => Vector256.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Scale(Vector256<float> a, Vector256<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Rectify(Vector256<float> a) => Vector256.MaxNative(Vector256<float>.Zero, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SelectPositive(Vector256<float> key, Vector256<float> a)
        => Vector256.GreaterThan(key, Vector256<float>.Zero) & a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> v) => Simd128.Sum(v.GetLower() + v.GetUpper());

    public static void Transpose(float* source, nint sourceStride, float* target, nint targetStride)
    {
        if (!Avx.IsSupported)
        {
            SimdScalar.TransposeBlock(source, sourceStride, target, targetStride, 8);
            return;
        }
        Vector256<float> a0, a1, a2, a3, b0, b1, b2, b3;
        Strip(source, sourceStride, out a0, out a1, out a2, out a3);
        Strip(source + (4 * sourceStride), sourceStride, out b0, out b1, out b2, out b3);
        Lanes(a0, b0, target, targetStride);
        Lanes(a1, b1, target + targetStride, targetStride);
        Lanes(a2, b2, target + (2 * targetStride), targetStride);
        Lanes(a3, b3, target + (3 * targetStride), targetStride);
    }

    /// <summary>Columns i and 4+i of four rows end up in the two lanes of output i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Strip(
        float* p, nint stride,
        out Vector256<float> x0, out Vector256<float> x1, out Vector256<float> x2, out Vector256<float> x3)
    {
        Vector256<float> r0 = Load(p), r1 = Load(p + stride), r2 = Load(p + (2 * stride)), r3 = Load(p + (3 * stride));
        Vector256<double> low01 = Avx.UnpackLow(r0, r1).AsDouble(), high01 = Avx.UnpackHigh(r0, r1).AsDouble();
        Vector256<double> low23 = Avx.UnpackLow(r2, r3).AsDouble(), high23 = Avx.UnpackHigh(r2, r3).AsDouble();
        x0 = Avx.UnpackLow(low01, low23).AsSingle();
        x1 = Avx.UnpackHigh(low01, low23).AsSingle();
        x2 = Avx.UnpackLow(high01, high23).AsSingle();
        x3 = Avx.UnpackHigh(high01, high23).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Lanes(Vector256<float> a, Vector256<float> b, float* target, nint stride)
    {
        Store(Avx.Permute2x128(a, b, 0x20), target);
        Store(Avx.Permute2x128(a, b, 0x31), target + (4 * stride));
    }
}
