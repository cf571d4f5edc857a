namespace NeuralFields.Numerics;

/// <summary>
/// Double precision behind <see cref="IReal{T}"/>: the oracle that formulas are judged by. It uses the platform's
/// mathematics, so nothing that must repeat between machines may be computed with it.
/// </summary>
/// <param name="value">The number.</param>
public readonly struct F64(double value) : IReal<F64>
{
    /// <summary>The number.</summary>
    public readonly double Value = value;

    /// <summary>Wraps a number.</summary>
    public static implicit operator F64(double value) => new(value);

    /// <summary>Unwraps a number.</summary>
    public static implicit operator double(F64 number) => number.Value;

    /// <inheritdoc/>
    public static F64 Const(Constant value) => value.Value;

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
    public static F64 Fma(F64 a, F64 b, F64 c) => Math.FusedMultiplyAdd(a, b, c);

    /// <inheritdoc/>
    public static F64 Min(F64 a, F64 b) => Math.Min(a, b);

    /// <inheritdoc/>
    public static F64 Max(F64 a, F64 b) => Math.Max(a, b);

    /// <inheritdoc/>
    public static F64 Abs(F64 a) => Math.Abs(a);

    /// <inheritdoc/>
    public static F64 Floor(F64 a) => Math.Floor(a);

    /// <inheritdoc/>
    public static F64 Sign(F64 a) => a.Value > 0 ? 1 : a.Value < 0 ? -1 : 0;

    /// <inheritdoc/>
    public static F64 Sqrt(F64 a) => Math.Sqrt(a);

    /// <inheritdoc/>
    public static F64 Exp(F64 a) => Math.Exp(a);

    /// <inheritdoc/>
    public static F64 Log(F64 a) => Math.Log(a);

    /// <inheritdoc/>
    public static F64 Sin(F64 a) => Math.Sin(a);

    /// <inheritdoc/>
    public static F64 Cos(F64 a) => Math.Cos(a);

    /// <inheritdoc/>
    public static (F64 Sin, F64 Cos) SinCos(F64 a) => (Math.Sin(a), Math.Cos(a));

    /// <inheritdoc/>
    public static F64 Tanh(F64 a) => Math.Tanh(a);

    /// <inheritdoc/>
    public static F64 IfLess(F64 a, F64 b, F64 then, F64 otherwise) => a.Value < b.Value ? then : otherwise;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
