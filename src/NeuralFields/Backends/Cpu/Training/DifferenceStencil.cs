using System.Numerics;
using NeuralFields.Losses;

namespace NeuralFields.Backends.Cpu;

/// <summary>The displacements of a numerical gradient over blocks of a tile's columns.</summary>
internal sealed unsafe class DifferenceStencil
{
    private readonly float[][] _directions;
    private readonly float _step, _weight;
    private readonly int _dimensions;

    /// <summary>A stencil.</summary>
    /// <param name="dimensions">Coordinates of the position, 1 to 3.</param>
    /// <param name="step">Displacement along each axis.</param>
    public DifferenceStencil(int dimensions, float step)
    {
        (_dimensions, _step) = (dimensions, step);
        _directions = DifferenceDirections.Of(dimensions);
        _weight = DifferenceDirections.Weight(dimensions, step);
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
}
