using System.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The displacements of a numerical gradient. In one and two dimensions they go both ways along each axis, in three to
/// four corners of a cube, a tetrahedron: as many samples as in two dimensions.
/// </summary>
/// <remarks>
/// Both are exact for linear functions. Along axes the error is of second order in the step; the tetrahedron's is h
/// times the mixed second derivatives.
/// </remarks>
internal sealed unsafe class DifferenceStencil
{
    private static readonly float[][] s_tetrahedron = [[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]];

    private readonly float[][] _directions;
    private readonly float _step, _weight;
    private readonly int _dimensions;

    /// <summary>A stencil.</summary>
    /// <param name="dimensions">Coordinates of the position, 1 to 3.</param>
    /// <param name="step">Displacement along each axis.</param>
    public DifferenceStencil(int dimensions, float step)
    {
        (_dimensions, _step) = (dimensions, step);
        _directions = dimensions == 3 ? s_tetrahedron : Axes(dimensions);
        _weight = (dimensions == 3 ? 0.25f : 0.5f) / step;
    }

    /// <summary>Blocks of columns per block of samples: the samples themselves and one for each displacement.</summary>
    public int Blocks => 1 + _directions.Length;

    /// <summary>Behind a block of coordinates, writes the same samples at displaced positions.</summary>
    /// <param name="coordinates">[inputs] rows; the position comes first.</param>
    /// <param name="inputs">Coordinates per sample.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="block">Samples; a multiple of 16.</param>
    public void Displace(float* coordinates, int inputs, nint stride, int block)
    {
        for (int k = 0; k < _directions.Length; k++)
            for (int d = 0; d < inputs; d++)
            {
                float* row = coordinates + (d * stride), displaced = row + ((k + 1) * block);
                Vector<float> move = new(d < _dimensions ? _step * _directions[k][d] : 0);
                for (int t = 0; t < block; t += Vector<float>.Count)
                    (Vector.Load(row + t) + move).Store(displaced + t);
            }
    }

    /// <summary>The gradient from the values at displaced positions.</summary>
    /// <param name="value">The blocks of values.</param>
    /// <param name="block">Samples per block; a multiple of 16.</param>
    /// <param name="gradient">[dimensions] rows, overwritten.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    public void Differentiate(float* value, int block, float* gradient, nint stride)
    {
        for (int d = 0; d < _dimensions; d++, gradient += stride)
            for (int t = 0; t < block; t += Vector<float>.Count)
            {
                Vector<float> sum = Vector<float>.Zero;
                for (int k = 0; k < _directions.Length; k++)
                    sum += Vector.Load(value + ((k + 1) * block) + t) * new Vector<float>(_directions[k][d]);
                (sum * new Vector<float>(_weight)).Store(gradient + t);
            }
    }

    /// <summary>From derivatives by the gradient to those by the values at displaced positions.</summary>
    /// <param name="gradient">[dimensions] rows of derivatives by the gradient.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="valueGradient">The blocks of derivatives by values; all but the first are overwritten.</param>
    /// <param name="block">Samples per block; a multiple of 16.</param>
    public void Spread(float* gradient, nint stride, float* valueGradient, int block)
    {
        for (int k = 0; k < _directions.Length; k++)
            for (int t = 0; t < block; t += Vector<float>.Count)
            {
                Vector<float> sum = Vector<float>.Zero;
                for (int d = 0; d < _dimensions; d++)
                    sum += Vector.Load(gradient + (d * stride) + t) * new Vector<float>(_directions[k][d]);
                (sum * new Vector<float>(_weight)).Store(valueGradient + ((k + 1) * block) + t);
            }
    }

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
