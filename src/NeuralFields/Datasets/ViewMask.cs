namespace NeuralFields.Datasets;

/// <summary>A picture that belongs to a photograph and says which of its pixels count.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Rule">What its pixels say.</param>
public sealed record ViewMask(string Path, MaskRule Rule);
