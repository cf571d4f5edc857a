namespace NeuralFields.Numerics;

/// <summary>The bits of each lane as a 32-bit integer: what <see cref="MathApprox"/> takes floats apart with.</summary>
/// <typeparam name="T">The vector type itself.</typeparam>
internal interface ILaneBits<T> where T : struct, ILaneBits<T>
{
    /// <summary>The same bits in every lane.</summary>
    static abstract T Bits(int value);

    static abstract T AddBits(T a, T b);

    static abstract T SubtractBits(T a, T b);

    static abstract T XorBits(T a, T b);

    static abstract T ShiftLeft(T a, int count);

    /// <summary>Copies the sign bit in from the left.</summary>
    static abstract T ShiftRight(T a, int count);

    /// <summary>The integers as floats.</summary>
    static abstract T ToFloat(T bits);
}
