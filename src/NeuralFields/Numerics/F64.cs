namespace NeuralFields.Numerics;

/// <summary>Double precision: the oracle that tests hold the fast number types against.</summary>
/// <param name="Value">The number.</param>
public readonly record struct F64(double Value) : IReal<F64>
{
    /// <summary>Wraps a double.</summary>
    public static implicit operator F64(double value) => new(value);

    /// <summary>Unwraps to double.</summary>
    public static implicit operator double(F64 value) => value.Value;

    /// <inheritdoc/>
    public static F64 Const(double value) => value;

    /// <inheritdoc/>
    public static F64 operator +(F64 a, F64 b) => a.Value + b.Value;

    /// <inheritdoc/>
    public static F64 operator -(F64 a, F64 b) => a.Value - b.Value;

    /// <inheritdoc/>
    public static F64 operator *(F64 a, F64 b) => a.Value * b.Value;

    /// <inheritdoc/>
    public static F64 operator /(F64 a, F64 b) => a.Value / b.Value;

    /// <inheritdoc/>
    public static F64 operator -(F64 a) => -a.Value;

    /// <inheritdoc/>
    public static F64 Fma(F64 a, F64 b, F64 c) => Math.FusedMultiplyAdd(a.Value, b.Value, c.Value);

    /// <inheritdoc/>
    public static F64 Min(F64 a, F64 b) => Math.Min(a.Value, b.Value);

    /// <inheritdoc/>
    public static F64 Max(F64 a, F64 b) => Math.Max(a.Value, b.Value);

    /// <inheritdoc/>
    public static F64 Abs(F64 a) => Math.Abs(a.Value);

    /// <inheritdoc/>
    public static F64 Floor(F64 a) => Math.Floor(a.Value);

    /// <inheritdoc/>
    public static F64 Sign(F64 a) => a.Value < 0 ? -1 : a.Value > 0 ? 1 : 0;

    /// <inheritdoc/>
    public static F64 Sqrt(F64 a) => Math.Sqrt(a.Value);

    /// <inheritdoc/>
    public static F64 Exp(F64 a) => Math.Exp(a.Value);

    /// <inheritdoc/>
    public static F64 Log(F64 a) => Math.Log(a.Value);

    /// <inheritdoc/>
    public static F64 Sin(F64 a) => Math.Sin(a.Value);

    /// <inheritdoc/>
    public static F64 Cos(F64 a) => Math.Cos(a.Value);

    /// <inheritdoc/>
    public static (F64 Sin, F64 Cos) SinCos(F64 a) => (Math.Sin(a.Value), Math.Cos(a.Value));

    /// <inheritdoc/>
    public static F64 Tanh(F64 a) => Math.Tanh(a.Value);

    /// <inheritdoc/>
    public static F64 IfLess(F64 a, F64 b, F64 then, F64 otherwise) => a.Value < b.Value ? then : otherwise;
}
