using NeuralFields.Encodings;
using NeuralFields.Numerics;
using NeuralFields.Parameters;
using NeuralFields.RadialBases;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The kernels of one radial basis with their memory. A sample's basis, the numbers and values of its kernels, is made
/// once; features and gradients follow from it. In training, a run of kernels belongs to one worker at a time.
/// </summary>
internal sealed unsafe class RadialTables : IDisposable
{
    // Runs that are short enough to balance a few dozen workers and long enough to hide that they are claimed.
    private const int RunCount = 64;

    private readonly CpuMemory _memory;
    private readonly RadialBasis _basis;
    private readonly RadialPart _part;
    private readonly RadialRows _rows;
    private readonly RadialKernelPass _pass;
    private readonly AlignedBuffer<float> _frequencies, _centers, _shapes;
    private readonly long _start;
    private readonly LaneWidth _width;
    private NearestPoints _nearest;

    public RadialTables(
        RadialPart part, ParameterLayout layout, CpuMemory memory, TileRowCounter rows, LaneWidth width)
    {
        (_part, _basis, _memory) = (part, part.Basis, memory);
        _rows = RadialRows.For(width);
        _pass = _basis.Kernel.Pass(width);
        Columns = DenseKernels.Padded(_basis.Features);
        _start = memory.Map.Take((long)Kernels * Columns);
        memory.Map.Add(
            part.FirstFeature, (_basis.Features, 1), _start, (Columns, 1), (Kernels, _basis.Features));
        Tensor = layout.Tensors.First(t => t.Offset == part.FirstFeature);
        Basis = rows.Take(TileSpace.Basis, 2 * Neighbors);
        RecordFirst = rows.TakeRecord(Columns);
        if (part.IsMobile) Adjustments = new(part, layout, memory, rows, Basis);
        _frequencies = new(Columns);
        _basis.Sinusoid?.Values(_basis.Features).CopyTo(_frequencies.Span);
        _centers = new(Kernels * part.InputCount);
        _shapes = new(Kernels * part.ShapeCount);
        (_nearest, _width) = (new(_centers.Span, part.InputCount, Neighbors), width);
    }

    public int Kernels => _basis.Kernels;

    public int Neighbors => _basis.Neighbors;

    /// <summary>Floats of a kernel's features, padded.</summary>
    public int Columns { get; }

    /// <summary>The trained tensor.</summary>
    public ParameterTensor Tensor { get; }

    /// <summary>
    /// Where a sample's basis stands: a row of kernel numbers (as integers) per neighbour, then one of values.
    /// </summary>
    public TileRows Basis { get; }

    /// <summary>What moves kernels; null where they stay.</summary>
    public KernelAdjustments? Adjustments { get; }

    /// <summary>Where a sample's feature gradient starts in its record, in floats per column.</summary>
    public int RecordFirst { get; }

    /// <summary>The rows of features.</summary>
    public (int First, int Count) Output => (_part.FirstOutput, _part.OutputCount);

    /// <summary>The kernels that one item of work updates.</summary>
    public IEnumerable<(int First, int End)> Runs()
    {
        int length = Math.Max(1, (Kernels + RunCount - 1) / RunCount);
        for (int first = 0; first < Kernels; first += length) yield return (first, Math.Min(Kernels, first + length));
    }

    /// <summary>Takes over centres and shapes.</summary>
    /// <param name="parameters">[Layout.Count] logical parameters.</param>
    public void Bind(ReadOnlySpan<float> parameters)
    {
        ReadOnlySpan<float> centers = parameters.Slice(_part.FirstCenter, (int)_centers.Length);
        ReadOnlySpan<float> shapes = parameters.Slice(_part.FirstShape, (int)_shapes.Length);
        if (centers.SequenceEqual(_centers.Span) && shapes.SequenceEqual(_shapes.Span)) return;
        centers.CopyTo(_centers.Span);
        shapes.CopyTo(_shapes.Span);
        float[] reaches = _part.Reaches(shapes);
        // Every kernel that reaches a place is among the nearest only where widths were chosen so.
        _nearest = new(
            centers, _part.InputCount, Neighbors, reaches.Max(), _basis.Width == RadialWidth.Overlap ? reaches : null,
            _width);
    }

    /// <summary>Finds the kernels of samples and their values.</summary>
    /// <param name="x">The first row that the encoding reads.</param>
    /// <param name="basis">The rows of <see cref="Basis"/>.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public void Locate(float* x, float* basis, nint stride, int count)
    {
        x += _part.FirstInput * stride;
        int neighbors = Neighbors;
        bool* missing = stackalloc bool[neighbors * count];
        int found = Find(x, (int*)basis, stride, count, missing);
        float* values = basis + (neighbors * stride);
        Weigh(x, basis, stride, found, count);
        for (int k = 0; k < neighbors; k++)
            for (int t = 0; t < count; t++)
                if (missing[(k * count) + t]) values[(k * stride) + t] = 0;
        if (_basis.Normalize) _rows.Normalize(values, stride, neighbors, _basis.Floor, count);
    }

    /// <summary>Finds the values of kernels that have moved since they were found; each sample has all its neighbours.</summary>
    /// <param name="x">The first row that the encoding reads.</param>
    /// <param name="basis">The rows of <see cref="Basis"/>.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public void Revalue(float* x, float* basis, nint stride, int count)
    {
        Weigh(x + (_part.FirstInput * stride), basis, stride, Neighbors, count);
        if (_basis.Normalize)
            _rows.Normalize(basis + (Neighbors * stride), stride, Neighbors, _basis.Floor, count);
    }

    /// <summary>Writes φ of the first kernels of each sample.</summary>
    private void Weigh(float* x, float* basis, nint stride, int found, int count)
    {
        float* values = basis + (Neighbors * stride), u = stackalloc float[_part.InputCount * count];
        for (int k = 0; k < found; k++)
        {
            ToWidths(x, (int*)basis + (k * stride), stride, u, count, Adjustments);
            _pass.Value(u, count, _part.InputCount, values + (k * stride), count);
        }
    }

    /// <summary>Writes the numbers of the samples' kernels; any kernel stands in for one that is missing.</summary>
    /// <returns>The most kernels that a sample has.</returns>
    private int Find(float* x, int* rows, nint stride, int count, bool* missing)
    {
        int neighbors = Neighbors, dimensions = _part.InputCount, found = 0;
        Span<float> place = stackalloc float[dimensions], squares = stackalloc float[neighbors];
        Span<int> numbers = stackalloc int[neighbors];
        for (int t = 0; t < count; t++)
        {
            for (int d = 0; d < dimensions; d++) place[d] = x[(d * stride) + t];
            int own = _nearest.Nearest(place, squares, numbers);
            found = Math.Max(found, own);
            for (int k = 0; k < neighbors; k++)
            {
                missing[(k * count) + t] = k >= own;
                rows[(k * stride) + t] = k < own ? numbers[k] : 0;
            }
        }
        return found;
    }

    /// <summary>Writes features.</summary>
    /// <param name="basis">The rows of <see cref="Basis"/>.</param>
    /// <param name="y">The first row that the encoding writes.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public void Mix(float* basis, float* y, nint stride, int count)
        => _rows.Mix(Sines, _memory.Weights + _start, (int*)basis, stride, Neighbors, y + (_part.FirstOutput * stride),
            (_basis.Features, Columns), count);

    /// <summary>Copies the gradient of features from rows to records.</summary>
    /// <param name="dy">The first row of the encoding's gradient.</param>
    /// <param name="records">[samples, Columns] overwritten.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public void Record(float* dy, float* records, nint stride, int count)
        => _rows.Record(dy + (_part.FirstOutput * stride), records, stride, (_basis.Features, Columns), count);

    /// <summary>Adds up the gradient of a kernel's features.</summary>
    /// <param name="uses">Where the kernel is used.</param>
    /// <param name="values">The values that uses point to.</param>
    /// <param name="records">The records that uses point to.</param>
    /// <param name="gradient">[Columns] overwritten.</param>
    public void FeatureGradient(ReadOnlySpan<KernelUse> uses, float* values, float* records, float* gradient)
        => _rows.FeatureGradient(Sines, uses, values, records, Columns, gradient);

    /// <summary>Where a run's features start in the backend's memory, and how many floats they take.</summary>
    public (long Start, int Length) Region(int first, int end)
        => (_start + ((long)first * Columns), (end - first) * Columns);

    /// <summary>Adds the gradient of the coordinates.</summary>
    public void InputGradient(float* x, float* basis, float* dy, float* dx, nint stride, int count)
    {
        x += _part.FirstInput * stride;
        dx += _part.FirstInput * stride;
        int length = _part.InputCount * count;
        float* du = stackalloc float[Neighbors * length], unused = stackalloc float[_part.AdjustmentCount * count];
        Pull(x, basis, dy, du, stride, count);
        for (int k = 0; k < Neighbors; k++)
        {
            int* numbers = (int*)basis + (k * stride);
            if (Adjustments is not null) PullAdjustment(x, numbers, du + (k * length), unused, stride, count);
            PullOffset(numbers, du + (k * length), dx, stride, count);
        }
    }

    /// <summary>Writes the gradients of adjustments to records, if kernels move.</summary>
    public void RecordAdjustments(float* x, float* basis, float* dy, float* records, nint stride, int count)
    {
        if (Adjustments is null) return;
        x += _part.FirstInput * stride;
        int length = _part.InputCount * count;
        float* du = stackalloc float[Neighbors * length], gradient = stackalloc float[Adjustments.Count * count];
        Pull(x, basis, dy, du, stride, count);
        for (int k = 0; k < Neighbors; k++)
        {
            PullAdjustment(x, (int*)basis + (k * stride), du + (k * length), gradient, stride, count);
            Adjustments.Record(k, gradient, records, stride, count);
        }
    }

    public void Dispose()
    {
        _frequencies.Dispose();
        _centers.Dispose();
        _shapes.Dispose();
    }

    private float* Sines => _basis.Sinusoid is null ? null : _frequencies.Pointer;

    /// <summary>Offsets of samples from one of their kernels, in widths; adjusted where adjustments are given.</summary>
    private void ToWidths(float* x, int* numbers, nint stride, float* u, int count, KernelAdjustments? adjustments)
    {
        int dimensions = _part.InputCount, shape = _part.ShapeCount;
        float* factors = stackalloc float[shape * count];
        for (int t = 0; t < count; t++)
        {
            float* center = _centers.Pointer + ((nint)numbers[t] * dimensions);
            float* factor = _shapes.Pointer + ((nint)numbers[t] * shape);
            for (int d = 0; d < dimensions; d++) u[(d * count) + t] = x[(d * stride) + t] - center[d];
            for (int i = 0; i < shape; i++) factors[(i * count) + t] = factor[i];
        }
        _rows.ToWidths(_basis.Shape, factors, shape, u, dimensions, count);
        if (adjustments is null) return;
        float* own = stackalloc float[adjustments.Count * count];
        adjustments.Gather(numbers, own, count);
        _rows.Adjust(_basis.Shape, own, u, dimensions, count);
    }

    /// <summary>The gradient of samples' offsets in widths, [neighbors, dimensions, count].</summary>
    private void Pull(float* x, float* basis, float* dy, float* du, nint stride, int count)
    {
        int neighbors = Neighbors, dimensions = _part.InputCount;
        float* slopes = stackalloc float[neighbors * count], phi = stackalloc float[neighbors * count];
        _rows.ValueGradient(Sines, _memory.Weights + _start, (int*)basis, stride, neighbors,
            dy + (_part.FirstOutput * stride), (_basis.Features, Columns), slopes, count);
        for (int k = 0; k < neighbors; k++)
        {
            float* own = du + (k * dimensions * count);
            ToWidths(x, (int*)basis + (k * stride), stride, own, count, Adjustments);
            _pass.Gradient(own, count, dimensions, phi + (k * count), count);
            LeaveOut(basis + ((neighbors + k) * stride), phi + (k * count), own, count);
        }
        if (_basis.Normalize) _rows.PullNormalization(slopes, phi, neighbors, _basis.Floor, count);
        for (int k = 0; k < neighbors; k++)
            for (int d = 0; d < dimensions; d++)
                for (int t = 0; t < count; t++) du[(((k * dimensions) + d) * count) + t] *= slopes[(k * count) + t];
    }

    /// <summary>The gradient of adjustments; that of adjusted offsets becomes that of the offsets before.</summary>
    private void PullAdjustment(float* x, int* numbers, float* du, float* gradient, nint stride, int count)
    {
        float* u = stackalloc float[_part.InputCount * count], own = stackalloc float[_part.AdjustmentCount * count];
        ToWidths(x, numbers, stride, u, count, adjustments: null);
        Adjustments!.Gather(numbers, own, count);
        _rows.PullAdjustment(_basis.Shape, own, u, du, gradient, _part.InputCount, count);
    }

    /// <summary>Kernels without a value at a sample have no slope there either.</summary>
    private void LeaveOut(float* values, float* phi, float* gradient, int count)
    {
        for (int t = 0; t < count; t++)
        {
            if (values[t] != 0) continue;
            phi[t] = 0;
            for (int d = 0; d < _part.InputCount; d++) gradient[(d * count) + t] = 0;
        }
    }

    private void PullOffset(int* numbers, float* du, float* dx, nint stride, int count)
    {
        int dimensions = _part.InputCount, shape = _part.ShapeCount;
        Span<Lanes1> gradient = stackalloc Lanes1[dimensions], own = stackalloc Lanes1[dimensions];
        for (int t = 0; t < count; t++)
        {
            for (int d = 0; d < dimensions; d++)
            {
                own[d] = Lanes1.Load(du + (d * count) + t);
                gradient[d] = Lanes1.Load(dx + (d * stride) + t);
            }
            _basis.Shape.PullOffset<Lanes1>(Factor(numbers[t], shape), own, gradient);
            for (int d = 0; d < dimensions; d++) gradient[d].Store(dx + (d * stride) + t);
        }
    }

    private ReadOnlySpan<Lanes1> Factor(int kernel, int count)
        => new((Lanes1*)_shapes.Pointer + ((nint)kernel * count), count);
}
