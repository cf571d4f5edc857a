namespace NeuralFields.Numerics;

/// <summary>A constant of a formula that scene files may set.</summary>
/// <param name="Key">The key in scene files, such as <c>omega_0</c>.</param>
/// <param name="Default">The value where the key is absent.</param>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="MayBeZero">Whether zero is allowed, as for the weight of a term.</param>
public readonly record struct FormulaConstant(string Key, double Default, string Summary, bool MayBeZero = false)
{
    /// <summary>Whether the constant may have this value: finite, and above zero unless zero is allowed.</summary>
    public bool Allows(double value) => double.IsFinite(value) && (value > 0 || (MayBeZero && value == 0));

    /// <summary>What is allowed, in words.</summary>
    public string Range => MayBeZero ? "at least 0" : "above 0";
}
