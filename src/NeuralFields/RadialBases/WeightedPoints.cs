namespace NeuralFields.RadialBases;

/// <summary>Data points that kernels are placed by.</summary>
/// <param name="Dimensions">Coordinates of a point.</param>
/// <param name="Coordinates">[points, dimensions].</param>
/// <param name="Weights">[points] weights above zero.</param>
/// <param name="Pitch">The spacing of the finest detail, which bounds widths from below.</param>
/// <param name="Extent">The longest side of the domain, which bounds widths from above.</param>
public sealed record WeightedPoints(int Dimensions, float[] Coordinates, float[] Weights, double Pitch, double Extent)
{
    /// <summary>What covariances are divided by: kernels are wider than their clusters.</summary>
    /// <remarks>The authors' program of NeuRBF has 0.5 for pictures and distances and 0.3 for radiance.</remarks>
    public double Share { get; init; } = 0.5;

    /// <summary>Points.</summary>
    public int Count => Weights.Length;

    /// <summary>A point's coordinates.</summary>
    public ReadOnlySpan<float> this[int point] => Coordinates.AsSpan(point * Dimensions, Dimensions);
}
