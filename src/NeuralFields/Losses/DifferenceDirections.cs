namespace NeuralFields.Losses;

/// <summary>
/// The displacements of a numerical gradient. In one and two dimensions they go both ways along each axis, in three to
/// four corners of a cube, a tetrahedron: as many samples as in two dimensions.
/// </summary>
/// <remarks>
/// Both are exact for linear functions. Along axes the error is of second order in the step; the tetrahedron's is h
/// times the mixed second derivatives.
/// </remarks>
public static class DifferenceDirections
{
    private static readonly float[][] s_tetrahedron = [[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]];

    /// <summary>[displacements, dimensions] in units of the step.</summary>
    /// <param name="dimensions">Coordinates of the position, 1 to 3.</param>
    public static float[][] Of(int dimensions) => dimensions == 3 ? s_tetrahedron : Axes(dimensions);

    /// <summary>The factor on sums of values times directions that gives the gradient.</summary>
    /// <param name="dimensions">Coordinates of the position, 1 to 3.</param>
    /// <param name="step">Displacement along each axis.</param>
    public static float Weight(int dimensions, float step) => (dimensions == 3 ? 0.25f : 0.5f) / step;

    private static float[][] Axes(int dimensions)
    {
        float[][] directions = new float[2 * dimensions][];
        for (int k = 0; k < directions.Length; k++)
        {
            directions[k] = new float[dimensions];
            directions[k][k / 2] = k % 2 == 0 ? 1 : -1;
        }
        return directions;
    }
}
