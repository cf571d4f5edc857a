using System.Runtime.CompilerServices;

namespace NeuralFields.Numerics;

/// <summary>One float at a time: machines without vectors, and the reference for the other widths.</summary>
internal readonly unsafe partial struct SimdScalar : ISimd<float>
{
    public static int Width => 1;

    public static bool TallBlocks => false;

    public static float Zero => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(float* p) => *p;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float v, float* p) => *p = v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Broadcast(float* p) => *p;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Fma(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(float a, float b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Scale(float a, float b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Rectify(float a) => float.MaxNative(0, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SelectPositive(float key, float a) => key > 0 ? a : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(float v) => v;

    public static void Transpose(float* source, nint sourceStride, float* target, nint targetStride) => *target = *source;

    /// <summary>Transposes a square block without vectors.</summary>
    public static void TransposeBlock(float* source, nint sourceStride, float* target, nint targetStride, int size)
    {
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++)
                target[(j * targetStride) + i] = source[(i * sourceStride) + j];
    }
}
