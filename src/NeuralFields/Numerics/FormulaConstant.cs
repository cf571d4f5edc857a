namespace NeuralFields.Numerics;

/// <summary>A constant of a formula that scene files may set.</summary>
/// <param name="Key">The key in scene files, such as <c>omega_0</c>.</param>
/// <param name="Default">The value where the key is absent.</param>
/// <param name="Summary">What it does, in a few words.</param>
public readonly record struct FormulaConstant(string Key, double Default, string Summary);
