using System.Collections.Immutable;

namespace NeuralFields.IO.Npy;

/// <summary>An array of numbers out of an NPY file.</summary>
/// <param name="Shape">Lengths, outermost first; empty for a single number.</param>
/// <param name="Values">All numbers, row-major whatever the order in the file.</param>
public sealed record NpyArray(ImmutableArray<int> Shape, double[] Values);
