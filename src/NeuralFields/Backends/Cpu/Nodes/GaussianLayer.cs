using System.Numerics;
using NeuralFields.Activations;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The exponents z = −½q of Gaussian units as one product: q = Σᵢ βᵢ(Fᵢ − μᵢ)² is linear in F and F∘F, so z = W·[F; F∘F] + c
/// with W = [β∘μ, −½β] and c = −½ Σᵢ βᵢμᵢ².
/// </summary>
/// <remarks>
/// With E = ∂L/∂z the product's own gradients are g₁ = E·Fᵀ, g₂ = E·(F∘F)ᵀ and e = Σ E, from which ∂L/∂μ = β(g₁ − μe) and
/// ∂L/∂γ = β(μg₁ − ½g₂ − ½μ²e). Parameters lie input-major as the product's weights do: rows of μ, rows of γ, a row that
/// is not used.
/// </remarks>
internal sealed unsafe class GaussianLayer : TrainedLayer
{
    private readonly AlignedBuffer<float> _matrix, _forward, _backward;
    private readonly ActivationKernel _exponential;
    private readonly int _columns;

    public GaussianLayer(int inputs, int units, ParameterTensor center, ParameterTensor precision, ParameterMap map,
        LaneWidth width)
    {
        (Inputs, Units, _columns) = (inputs, units, DenseKernels.Padded(units));
        Start = map.Take(Length);
        int half = inputs * _columns;
        map.Add(center.Offset, (inputs, 1), Start, (1, _columns), (units, inputs));
        map.Add(precision.Offset, (inputs, 1), Start + half, (1, _columns), (units, inputs));
        Regions = [new(Start, half, center.Role, center), new(Start + half, half, precision.Role, precision)];
        _exponential = Activation.Find("Exponential").Kernel(width);
        _matrix = new(Length);
        _forward = new(DenseKernels.PackedLength(units, 2 * inputs));
        _backward = new(DenseKernels.PackedLength(2 * inputs, units));
    }

    /// <summary>Features F.</summary>
    public int Inputs { get; }

    public int Units { get; }

    public override long Start { get; }

    public override int Length => ((2 * Inputs) + 1) * _columns;

    public override IReadOnlyList<ParameterRegion> Regions { get; }

    public override bool IsTied => true;

    /// <summary>W, then the row c.</summary>
    private float* Matrix => _matrix.Pointer;

    private float* Offsets => Matrix + (2 * Inputs * _columns);

    /// <summary>Z = W·X + c, with the rows F and F∘F in X.</summary>
    public void Forward(DenseKernels kernels, float* x, float* z, TileFrame frame)
        => kernels.Product(_forward.Pointer, Offsets, x, 2 * Inputs, z, frame.Stride, Units, frame.Columns,
            Epilogue.Plain, z);

    /// <summary>dX = Wᵀ·E.</summary>
    public void InputGradient(DenseKernels kernels, float* zeros, float* e, float* dx, TileFrame frame)
        => kernels.Product(_backward.Pointer, zeros, e, Units, dx, frame.Stride, 2 * Inputs, frame.Columns,
            Epilogue.Plain, dx);

    /// <summary>Adds g₁, g₂ and e to the chunk's sums.</summary>
    public void WeightGradient(DenseKernels kernels, float* x, float* e, TileFrame frame)
        => kernels.WeightGradient(x, frame.Stride, 2 * Inputs, e, frame.Stride, Units, frame.Columns,
            frame.WeightGradients + Start, frame.Panel, withSum: true);

    public override void Pack(DenseKernels kernels, float* weights, bool forward)
    {
        // Both packed forms follow from one matrix, so one caller makes all.
        if (!forward) return;
        FillMatrix(weights + Start);
        kernels.Pack(Matrix, 1, _columns, Units, 2 * Inputs, _forward.Pointer);
        kernels.Pack(Matrix, _columns, 1, 2 * Inputs, Units, _backward.Pointer);
    }

    public override void TieGradients(float* gradients, float* weights)
    {
        Vector<float> half = new(0.5f);
        float* centers = weights + Start, first = gradients + Start, second = first + (Inputs * _columns);
        float* sums = second + (Inputs * _columns), scaled = Matrix + (Inputs * _columns);
        for (int i = 0; i < Inputs; i++, centers += _columns, first += _columns, second += _columns, scaled += _columns)
            for (int n = 0; n < _columns; n += Vector<float>.Count)
            {
                Vector<float> center = Vector.Load(centers + n), sum = Vector.Load(sums + n), g = Vector.Load(first + n);
                Vector<float> precision = new Vector<float>(-2) * Vector.Load(scaled + n);
                (precision * (g - (center * sum))).Store(first + n);
                (precision * ((center * (g - (half * center * sum))) - (half * Vector.Load(second + n)))).Store(second + n);
            }
        new Span<float>(sums, _columns).Clear();
    }

    public override void Dispose()
    {
        _matrix.Dispose();
        _forward.Dispose();
        _backward.Dispose();
    }

    private void FillMatrix(float* centers)
    {
        int half = Inputs * _columns;
        new Span<float>(centers + half, half).CopyTo(new(Matrix + half, half));
        _exponential.Infer(Matrix + half, half);
        new Span<float>(Offsets, _columns).Clear();
        Vector<float> minusHalf = new(-0.5f);
        for (int i = 0; i < Inputs; i++)
        {
            float* center = centers + (i * _columns), linear = Matrix + (i * _columns), square = linear + half;
            for (int n = 0; n < _columns; n += Vector<float>.Count)
            {
                Vector<float> mean = Vector.Load(center + n), precision = Vector.Load(square + n), slope = precision * mean;
                slope.Store(linear + n);
                (minusHalf * precision).Store(square + n);
                (Vector.Load(Offsets + n) + (minusHalf * slope * mean)).Store(Offsets + n);
            }
            // Padding is no unit: its precision of exp(0) would reach the rows behind the last unit.
            new Span<float>(square + Units, _columns - Units).Clear();
        }
    }
}
