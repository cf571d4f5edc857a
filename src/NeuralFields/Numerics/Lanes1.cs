using System.Runtime.CompilerServices;

namespace NeuralFields.Numerics;

/// <summary>1 float: the plain form of every vector kernel.</summary>
/// <param name="value">The float.</param>
public readonly unsafe struct Lanes1(float value) : ILanes<Lanes1>, ILaneBits<Lanes1>
{
    private readonly float _value = value;

    private int Integer => BitConverter.SingleToInt32Bits(_value);

    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Load(float* p) => new(*p);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* p) => *p = _value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Const(double value) => new((float)value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator +(Lanes1 a, Lanes1 b) => new(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator -(Lanes1 a, Lanes1 b) => new(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator *(Lanes1 a, Lanes1 b) => new(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator /(Lanes1 a, Lanes1 b) => new(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator -(Lanes1 a) => new(-a._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Fma(Lanes1 a, Lanes1 b, Lanes1 c)
        => new(MathF.FusedMultiplyAdd(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Min(Lanes1 a, Lanes1 b) => new(float.MinNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Max(Lanes1 a, Lanes1 b) => new(float.MaxNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Abs(Lanes1 a) => new(MathF.Abs(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Floor(Lanes1 a) => new(MathF.Floor(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Sign(Lanes1 a) => MathApprox.Sign(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Sqrt(Lanes1 a) => new(MathF.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Exp(Lanes1 a) => MathApprox.Exp(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Log(Lanes1 a) => MathApprox.Log(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Sin(Lanes1 a) => MathApprox.Sin(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Cos(Lanes1 a) => MathApprox.Cos(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes1 Sin, Lanes1 Cos) SinCos(Lanes1 a) => MathApprox.SinCos(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Tanh(Lanes1 a) => MathApprox.Tanh(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 IfLess(Lanes1 a, Lanes1 b, Lanes1 then, Lanes1 otherwise)
        => new(a._value < b._value ? then._value : otherwise._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILaneBits<Lanes1>.Bits(int value) => new(BitConverter.Int32BitsToSingle(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILaneBits<Lanes1>.AddBits(Lanes1 a, Lanes1 b)
        => new(BitConverter.Int32BitsToSingle(a.Integer + b.Integer));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILaneBits<Lanes1>.SubtractBits(Lanes1 a, Lanes1 b)
        => new(BitConverter.Int32BitsToSingle(a.Integer - b.Integer));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILaneBits<Lanes1>.XorBits(Lanes1 a, Lanes1 b)
        => new(BitConverter.Int32BitsToSingle(a.Integer ^ b.Integer));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILaneBits<Lanes1>.ShiftLeft(Lanes1 a, int count) => new(BitConverter.Int32BitsToSingle(a.Integer << count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILaneBits<Lanes1>.ShiftRight(Lanes1 a, int count) => new(BitConverter.Int32BitsToSingle(a.Integer >> count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILaneBits<Lanes1>.ToFloat(Lanes1 bits) => new((float)bits.Integer);
}
