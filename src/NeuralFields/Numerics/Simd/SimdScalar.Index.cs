using System.Runtime.CompilerServices;

namespace NeuralFields.Numerics;

internal readonly unsafe partial struct SimdScalar : ISimdIndex<float, uint>
{
    public static float Set(float value) => value;

    public static float Subtract(float a, float b) => a - b;

    public static float Multiply(float a, float b) => a * b;

    public static float Floor(float a) => MathF.Floor(a);

    public static float Clamp(float a, float low, float high) => MathF.Min(MathF.Max(a, low), high);

    public static uint ToIndex(float whole) => (uint)float.ConvertToIntegerNative<int>(whole);

    public static uint SetIndex(uint value) => value;

    public static uint AddIndex(uint a, uint b) => a + b;

    public static uint MultiplyIndex(uint a, uint b) => a * b;

    public static uint Xor(uint a, uint b) => a ^ b;

    public static uint And(uint a, uint b) => a & b;

    public static uint WrapOnce(uint a, uint size) => Math.Min(a, a - size);

    public static bool AnyAtLeast(uint a, uint limit) => a >= limit;

    public static void StoreIndex(uint a, uint* p) => *p = a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadPairs(float* table, uint* index, out float first, out float second)
    {
        first = table[2 * index[0]];
        second = table[(2 * index[0]) + 1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddPairs(float* table, uint* index, float first, float second)
    {
        table[2 * index[0]] += first;
        table[(2 * index[0]) + 1] += second;
    }
}
