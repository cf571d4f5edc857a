using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

public abstract unsafe partial class PointwiseKernel
{
    /// <summary>The kernel that runs a formula at a lane width.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="width">Lanes per vector.</param>
    /// <param name="inputs">Coordinates per sample.</param>
    /// <param name="outputs">Features per sample.</param>
    public static PointwiseKernel Of<TFormula>(TFormula formula, LaneWidth width, int inputs, int outputs)
        where TFormula : struct, IPointwiseFormula => width switch
        {
            LaneWidth.Sixteen => new Lanes<TFormula, Lanes16>(formula, inputs, outputs),
            LaneWidth.Eight => new Lanes<TFormula, Lanes8>(formula, inputs, outputs),
            LaneWidth.Four => new Lanes<TFormula, Lanes4>(formula, inputs, outputs),
            _ => new Lanes<TFormula, Lanes1>(formula, inputs, outputs),
        };

    /// <summary>One formula at one lane width: one sample per lane.</summary>
    private sealed class Lanes<TFormula, TLanes>(TFormula formula, int inputs, int outputs) : PointwiseKernel
        where TFormula : struct, IPointwiseFormula
        where TLanes : unmanaged, ILanes<TLanes>
    {
        /// <inheritdoc/>
        public override void Forward(float* x, nint xStride, float* y, nint yStride, int count)
        {
            Span<TLanes> coordinates = stackalloc TLanes[inputs], features = stackalloc TLanes[outputs];
            for (int i = 0; i < count; i += TLanes.Width)
            {
                Load(x + i, xStride, coordinates);
                formula.Encode<TLanes>(coordinates, features);
                Store(features, y + i, yStride);
            }
        }

        /// <inheritdoc/>
        public override void InputGradient(float* x, nint xStride, float* dy, nint yStride, float* dx, int count)
        {
            Span<TLanes> coordinates = stackalloc TLanes[inputs], gradients = stackalloc TLanes[inputs];
            Span<TLanes> features = stackalloc TLanes[outputs];
            for (int i = 0; i < count; i += TLanes.Width)
            {
                Load(x + i, xStride, coordinates);
                Load(dy + i, yStride, features);
                Load(dx + i, xStride, gradients);
                formula.InputGradient<TLanes>(coordinates, features, gradients);
                Store(gradients, dx + i, xStride);
            }
        }

        /// <inheritdoc/>
        public override void Tangent(
            float* x, float* direction, nint xStride, float* tangent, nint yStride, int count)
        {
            Span<Dual<TLanes>> coordinates = stackalloc Dual<TLanes>[inputs];
            Span<Dual<TLanes>> features = stackalloc Dual<TLanes>[outputs];
            for (int i = 0; i < count; i += TLanes.Width)
            {
                for (int row = 0; row < inputs; row++)
                    coordinates[row] = new(
                        TLanes.Load(x + i + (row * xStride)), TLanes.Load(direction + i + (row * xStride)));
                formula.Encode<Dual<TLanes>>(coordinates, features);
                for (int row = 0; row < outputs; row++) features[row].Slope.Store(tangent + i + (row * yStride));
            }
        }

        private static void Load(float* source, nint stride, Span<TLanes> rows)
        {
            for (int row = 0; row < rows.Length; row++) rows[row] = TLanes.Load(source + (row * stride));
        }

        private static void Store(ReadOnlySpan<TLanes> rows, float* destination, nint stride)
        {
            for (int row = 0; row < rows.Length; row++) rows[row].Store(destination + (row * stride));
        }
    }
}
