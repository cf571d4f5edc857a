using NeuralFields.Encodings;
using NeuralFields.Numerics;

namespace NeuralFields.Tests.Encodings;

/// <summary>Runs the pointwise kernels of an encoding over feature-major rows.</summary>
internal sealed unsafe class PointwiseRun(EncodingCase test, LaneWidth width, float[] parameters)
{
    private readonly (PointwisePart Part, PointwiseKernel Kernel)[] _kernels =
    [
        .. EncodingCases.PartsOf(test).Cast<PointwisePart>().Select(p => (p, p.Kernel(width, parameters))),
    ];

    /// <summary>[samples, outputs] features of [samples, inputs] points; samples is a multiple of 16.</summary>
    public float[] Forward(float[] points)
    {
        int count = points.Length / test.Inputs;
        float[] x = Transpose(points, count, test.Inputs), y = new float[count * test.Outputs];
        fixed (float* px = x, py = y)
            foreach ((PointwisePart part, PointwiseKernel kernel) in _kernels)
                kernel.Forward(px + (part.FirstInput * count), count, py + (part.FirstOutput * count), count, count);
        return Transpose(y, test.Outputs, count);
    }

    /// <summary>[samples, inputs] gradient of the weighted sum of features.</summary>
    public float[] InputGradient(float[] points, float[] outputGradients)
    {
        int count = points.Length / test.Inputs;
        float[] x = Transpose(points, count, test.Inputs), dx = new float[x.Length];
        float[] dy = Transpose(outputGradients, count, test.Outputs);
        fixed (float* px = x, pdy = dy, pdx = dx)
            foreach ((PointwisePart part, PointwiseKernel kernel) in _kernels)
                kernel.InputGradient(px + (part.FirstInput * count), count, pdy + (part.FirstOutput * count), count,
                    pdx + (part.FirstInput * count), count);
        return Transpose(dx, test.Inputs, count);
    }

    /// <summary>[samples, outputs] movement of features while points move along [samples, inputs] directions.</summary>
    public float[] Tangent(float[] points, float[] directions)
    {
        int count = points.Length / test.Inputs;
        float[] x = Transpose(points, count, test.Inputs), v = Transpose(directions, count, test.Inputs);
        float[] y = new float[count * test.Outputs];
        fixed (float* px = x, pv = v, py = y)
            foreach ((PointwisePart part, PointwiseKernel kernel) in _kernels)
                kernel.Tangent(px + (part.FirstInput * count), pv + (part.FirstInput * count), count,
                    py + (part.FirstOutput * count), count, count);
        return Transpose(y, test.Outputs, count);
    }

    private static float[] Transpose(float[] values, int rows, int columns)
    {
        float[] result = new float[values.Length];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                result[(column * rows) + row] = values[(row * columns) + column];
        return result;
    }
}
