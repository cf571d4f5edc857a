namespace NeuralFields.Numerics;

/// <summary>
/// A constant of a formula in both precisions. Formulas keep theirs in fields of this type: rounding a double inside a
/// loop costs a conversion with a false dependency from one iteration to the next (sine: 0.95 instead of 0.3 ns a value).
/// </summary>
public readonly record struct Constant
{
    /// <summary>A constant.</summary>
    public Constant(double value) => (Value, Single) = (value, (float)value);

    /// <summary>The constant itself.</summary>
    public double Value { get; }

    /// <summary>The constant rounded to single precision.</summary>
    public float Single { get; }

    /// <summary>A number as a constant.</summary>
    public static implicit operator Constant(double value) => new(value);
}
