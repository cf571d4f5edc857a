using NeuralFields.Encodings;
using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>An encoding on tiles: each part writes its own rows.</summary>
internal sealed unsafe class EncoderNode : TileNode
{
    private readonly PointwisePart[] _pointwise;
    private readonly PointwiseKernel?[] _kernels;
    private readonly GridTables[] _grids;
    private readonly RadialTables[] _radials;
    private readonly BiasRows[] _biases;
    private readonly LaneWidth _width;

    public EncoderNode(
        IEnumerable<PointwisePart> pointwise, IEnumerable<GridTables> grids, IEnumerable<RadialTables> radials,
        IEnumerable<BiasRows> biases, LaneWidth width)
    {
        (_pointwise, _grids, _width) = ([.. pointwise], [.. grids], width);
        (_radials, _biases) = ([.. radials], [.. biases]);
        _kernels = new PointwiseKernel[_pointwise.Length];
    }

    /// <summary>The coordinates or features that are encoded.</summary>
    public required TileNode Input { get; init; }

    /// <summary>The trained tables among the parts.</summary>
    public IReadOnlyList<GridTables> Grids => _grids;

    /// <summary>The radial bases among the parts.</summary>
    public IReadOnlyList<RadialTables> Radials => _radials;

    /// <summary>The trained numbers that are added to features.</summary>
    public IReadOnlyList<BiasRows> Biases => _biases;

    /// <summary>The latent vector among the parts, or null.</summary>
    public LatentPart? Latent => _pointwise.OfType<LatentPart>().FirstOrDefault();

    /// <summary>Finds the kernels of samples, which <see cref="Forward"/> in training finds ready.</summary>
    /// <param name="coordinates">All rows of coordinates.</param>
    /// <param name="basis">All rows of the basis.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public void Locate(float* coordinates, float* basis, nint stride, int count)
    {
        foreach (RadialTables radial in _radials)
            radial.Locate(coordinates + (Input.Value.First * stride), basis + (radial.Basis.First * stride), stride, count);
    }

    /// <summary>Kernels that hold constants of the field take them over.</summary>
    /// <param name="parameters">[Layout.Count] logical parameters.</param>
    public void Bind(ReadOnlySpan<float> parameters)
    {
        for (int i = 0; i < _pointwise.Length; i++) _kernels[i] = _pointwise[i].Kernel(_width, parameters);
        foreach (RadialTables radial in _radials) radial.Bind(parameters);
    }

    public override IReadOnlyList<TileNode> Sources => [Input];

    public override void Forward(TileFrame frame, TilePass pass)
    {
        float* x = frame[Input.Value];
        for (int i = 0; i < _pointwise.Length; i++)
        {
            PointwisePart part = _pointwise[i];
            _kernels[i]!.Forward(x + (part.FirstInput * frame.Stride), frame.Stride,
                frame[Value.Slice(part.FirstOutput, part.OutputCount)], frame.Stride, frame.Columns);
        }
        // In training tables are encoded a batch ahead, level by level, and kernels are found when samples are drawn.
        if (pass is not (TilePass.Train or TilePass.Curve))
        {
            foreach (GridTables grid in _grids)
                for (int level = 0; level < grid.LevelCount; level++)
                    grid.Encode(level, x, frame.Stride, frame[Value], frame.Stride, frame.Columns);
            Locate(frame.Coordinates, frame.Basis, frame.Stride, frame.Columns);
        }
        else
        {
            foreach (RadialTables radial in _radials)
                if (radial.Adjustments is not null) radial.Revalue(x, frame[radial.Basis], frame.Stride, frame.Columns);
        }
        foreach (RadialTables radial in _radials)
            radial.Mix(frame[radial.Basis], frame[Value], frame.Stride, frame.Columns);
        foreach (BiasRows bias in _biases) bias.Add(frame[Value], frame.Stride, frame.Columns);
    }

    public override void Sweep(TileFrame frame)
    {
        float* x = frame[Input.Value], dx = frame[Input.Second];
        if (!Input.SharedGradient) Rows.Clear(dx, frame.Stride, Input.Value.Count, frame.Columns);
        PassOn(frame, x, Second, dx);
    }

    public override void Tangent(TileFrame frame)
    {
        float* x = frame[Input.Value], direction = frame[Input.Second];
        for (int i = 0; i < _pointwise.Length; i++)
        {
            PointwisePart part = _pointwise[i];
            nint start = part.FirstInput * frame.Stride;
            _kernels[i]!.Tangent(x + start, direction + start, frame.Stride,
                frame[Second.Slice(part.FirstOutput, part.OutputCount)], frame.Stride, frame.Columns);
        }
    }

    public override void Backward(TileFrame frame, TilePass pass)
    {
        float* x = frame[Input.Value], dx = frame[Input.Gradient];
        foreach (RadialTables radial in _radials)
        {
            if (frame.Records == null) continue;
            radial.Record(
                frame[Gradient], frame.Records + (radial.RecordFirst * frame.Stride), frame.Stride, frame.Columns);
            radial.RecordAdjustments(
                x, frame[radial.Basis], frame[Gradient], frame.Records, frame.Stride, frame.Columns);
        }
        // In training the gradient stays in the feature rows, for the owners of the tables.
        if (pass != TilePass.Differentiate && !Input.IsTrained) return;
        if (!Input.SharedGradient) Rows.Clear(dx, frame.Stride, Input.Value.Count, frame.Columns);
        PassOn(frame, x, Gradient, dx);
        foreach (GridTables grid in _grids)
            for (int level = 0; level < grid.LevelCount; level++)
                grid.InputGradient(level, x, frame.Stride, frame[Gradient], frame.Stride, dx, frame.Columns);
        foreach (RadialTables radial in _radials)
            radial.InputGradient(x, frame[radial.Basis], frame[Gradient], dx, frame.Stride, frame.Columns);
    }

    /// <summary>Adds the gradient of the coordinates through the parts without tables.</summary>
    private void PassOn(TileFrame frame, float* x, TileRows gradient, float* dx)
    {
        for (int i = 0; i < _pointwise.Length; i++)
        {
            PointwisePart part = _pointwise[i];
            nint start = part.FirstInput * frame.Stride;
            float* dy = frame[gradient.Slice(part.FirstOutput, part.OutputCount)];
            _kernels[i]!.InputGradient(x + start, frame.Stride, dy, frame.Stride, dx + start, frame.Columns);
        }
    }
}
