namespace NeuralFields.Distances;

/// <summary>The parts of a triangle: its inside, its sides and its corners.</summary>
internal enum TrianglePart
{
    Face,
    AB,
    BC,
    CA,
    A,
    B,
    C,
}
