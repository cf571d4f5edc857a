using NeuralFields.Fields;
using NeuralFields.Numerics;
using NeuralFields.Parameters;
using NeuralFields.Training;

namespace NeuralFields.Backends.Cpu;

/// <summary>A field on the CPU. Tiles of samples run through all nodes while they stay in a core's cache.</summary>
internal sealed unsafe class CpuProgram : IFieldProgram
{
    private readonly FieldPlan _plan;
    private readonly WorkerPool _pool;
    private readonly TileFrame[] _frames;
    private readonly float[] _logical;

    public CpuProgram(FieldSpec spec, WorkerPool pool, LaneWidth width)
    {
        (Spec, _pool) = (spec, pool);
        Layout = spec.Layout();
        _plan = new FieldPlan(spec, Layout, width);
        _frames = [.. Enumerable.Range(0, pool.Count).Select(_ => new TileFrame(_plan))];
        _logical = new float[Layout.Count];
        Width = width;
        SetParameters(_logical);
    }

    public FieldSpec Spec { get; }

    public ParameterLayout Layout { get; }

    public LaneWidth Width { get; }

    public FieldPlan Plan => _plan;

    public WorkerPool Pool => _pool;

    public IReadOnlyList<TileFrame> Frames => _frames;

    public void SetParameters(ReadOnlySpan<float> values)
    {
        Shape.Require(values.Length, Layout.Count, "one number per parameter");
        values.CopyTo(_logical);
        _plan.SetParameters(values);
    }

    public void GetParameters(Span<float> values)
    {
        Shape.Require(values.Length, Layout.Count, "one number per parameter");
        _logical.CopyTo(values); // constants, which no map holds
        _plan.Memory.Map.Load(_plan.Memory.Weights, values, signed: true);
    }

    /// <summary>Sets constants of an encoding, which no map holds.</summary>
    /// <param name="encoder">The encoding.</param>
    /// <param name="first">The first in logical order.</param>
    /// <param name="values">The constants.</param>
    public void SetConstants(EncoderNode encoder, int first, ReadOnlySpan<float> values)
    {
        values.CopyTo(_logical.AsSpan(first));
        encoder.Bind(_logical);
    }

    public void Evaluate(ReadOnlySpan<float> inputs, Span<float> outputs)
        => Run(inputs, outputs, default, default, TilePass.Infer);

    public void Differentiate(
        ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> outputGradients, Span<float> inputGradients)
    {
        Shape.Require(outputGradients.Length, outputs.Length, "one weight per output");
        Shape.Require(inputGradients.Length, inputs.Length, "one derivative per coordinate");
        Run(inputs, outputs, outputGradients, inputGradients, TilePass.Differentiate);
    }

    public ITrainingRun Train(TrainingSpec training, ISampleSource samples)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(samples);
        Shape.Require(samples.InputCount, Spec.InputCount, "one coordinate per input of the field");
        if (training.Gradient is { } gradient)
        {
            GradientTraining.Require(Spec, gradient);
            int targets = gradient.TargetCount(Spec.Ports[0].Size);
            Shape.Require(samples.TargetCount, targets, $"the targets of {gradient.Name}");
        }
        else
            Shape.Require(samples.TargetCount, Spec.OutputCount, "one target per output of the field");
        return new CpuTrainingRun(this, training, samples);
    }

    public ITrainingRun TrainRays(TrainingSpec training, RaySpec rays, IRaySource source)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(rays);
        ArgumentNullException.ThrowIfNull(source);
        return new RayTrainingRun(this, training, rays, source);
    }

    public void Dispose()
    {
        foreach (TileFrame frame in _frames) frame.Dispose();
        _plan.Dispose();
    }

    private void Run(
        ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> outputGradients, Span<float> inputGradients,
        TilePass pass)
    {
        int count = inputs.Length / Spec.InputCount;
        Shape.Require(inputs.Length, count * Spec.InputCount, $"{Spec.InputCount} coordinates per sample");
        Shape.Require(outputs.Length, count * Spec.OutputCount, $"{Spec.OutputCount} outputs per sample");
        fixed (float* x = inputs, y = outputs, dy = outputGradients, dx = inputGradients)
        {
            EvaluationWork work = new(this, x, y, dy, dx, count, pass);
            _pool.Run(work, (count + _plan.TileSize - 1) / _plan.TileSize);
        }
    }
}
