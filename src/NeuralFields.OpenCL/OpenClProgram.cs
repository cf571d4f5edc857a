using NeuralFields.Backends;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.OpenCL.Emission;
using NeuralFields.OpenCL.Memory;
using NeuralFields.Optimizers;
using NeuralFields.Parameters;
using NeuralFields.Training;

namespace NeuralFields.OpenCL;

/// <summary>A field on a device, whose parameters lie there in the order of files.</summary>
internal sealed partial class OpenClProgram : IFieldProgram
{
    private readonly KernelForm _form;
    private readonly KernelIndex _index;
    private readonly IReadOnlyList<(NetworkNode Node, UnitPlaces Places)> _units;
    private Evaluator? _infer, _differentiate;

    public OpenClProgram(FieldSpec spec, ClSession session, KernelForm form)
    {
        (Spec, Session, _form) = (spec, session, form);
        Layout = spec.Layout();
        _units = UnitPlaces.Of(spec);
        Numbers = _units.Count > 0 ? _units[^1].Places.End : Layout.Count;
        Parameters = ClBuffer.Of<float>(session, Numbers);
        Tables = form.HalvesTables ? ClBuffer.Of<Half>(session, Layout.Count) : Parameters;
        _index = new(session, spec);
        _infer = MakeInfer(); // what cannot be run is said now, not at the first use
    }

    public FieldSpec Spec { get; }

    public ClSession Session { get; }

    public ParameterLayout Layout { get; }

    /// <summary>The parameters in the order of files, then the products that Gaussian units are computed as.</summary>
    public ClBuffer Parameters { get; }

    /// <summary>What tables of grids are read from: the parameters, or their copy in half precision.</summary>
    public ClBuffer Tables { get; }

    /// <summary>Parameters, and numbers that are made of them.</summary>
    public int Numbers { get; }

    /// <summary>What kernels of radial bases are found by.</summary>
    public ClBuffer Index => _index.Words;

    public void SetParameters(ReadOnlySpan<float> values)
    {
        Require(values.Length, Layout.Count, nameof(values), "one number per parameter");
        Parameters.Write(values);
        _index.Follow(values);
        ClProgram program = (_infer ??= MakeInfer()).Program;
        RunOverUnits(program, UnitsText.Prepare, Parameters);
        if (_form.HalvesTables)
            program["halve"].With(Parameters, Tables).With(2, Layout.Count).RunOver(Layout.Count);
    }

    /// <summary>Runs a kernel over all Gaussian units, if there are any.</summary>
    /// <param name="program">A program with it.</param>
    /// <param name="kernel">Its name.</param>
    /// <param name="buffers">What it takes.</param>
    public void RunOverUnits(ClProgram program, string kernel, params ReadOnlySpan<ClBuffer> buffers)
    {
        if (_units.Count > 0) program[kernel].With(buffers).Run(_units.Max(u => u.Places.Units), 1, _units.Count);
    }

    public void GetParameters(Span<float> values)
    {
        Require(values.Length, Layout.Count, nameof(values), "one number per parameter");
        Parameters.Read(values);
    }

    public void Evaluate(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        RequireSamples(inputs, outputs);
        (_infer ??= MakeInfer()).Run(this, inputs, outputs, default, default);
    }

    public void Differentiate(
        ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> outputGradients, Span<float> inputGradients)
    {
        RequireSamples(inputs, outputs);
        Require(outputGradients.Length, outputs.Length, nameof(outputGradients), "one weight per output");
        Require(inputGradients.Length, inputs.Length, nameof(inputGradients), "one derivative per coordinate");
        (_differentiate ??= MakeDifferentiate()).Run(this, inputs, outputs, outputGradients, inputGradients);
    }

    /// <summary>Differentiates samples that lie on the device.</summary>
    /// <param name="inputs">[count, inputs].</param>
    /// <param name="outputs">[count, outputs], overwritten.</param>
    /// <param name="outputGradients">[count, outputs] weights.</param>
    /// <param name="inputGradients">[count, inputs], overwritten.</param>
    /// <param name="count">Samples.</param>
    public void Differentiate(
        ClBuffer inputs, ClBuffer outputs, ClBuffer outputGradients, ClBuffer inputGradients, int count)
        => (_differentiate ??= MakeDifferentiate())
            .Differentiate(this, inputs, outputs, outputGradients, inputGradients, count);

    public ITrainingRun Train(TrainingSpec training, ISampleSource samples)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(training.BatchSize, 1);
        RequireKernelsToStay();
        Require(samples.InputCount, Spec.InputCount, nameof(samples), "one coordinate per input of the field");
        if (training.Gradient is not { } loss)
        {
            Require(samples.TargetCount, Spec.OutputCount, nameof(samples), "one target per output of the field");
            return new SampleTrainingRun(this, _form, training, samples, FieldKernels.Train(Spec, _form, training));
        }
        GradientTraining.Require(Spec, loss);
        Require(samples.TargetCount, loss.TargetCount(Spec.Ports[0].Size), nameof(samples), $"the targets of {loss.Name}");
        return GradientTraining.IsAnalytic(Spec, training)
            ? new SampleTrainingRun(this, _form, training, samples, FieldKernels.TrainCurved(Spec, _form, training))
            : new DifferenceTrainingRun(this, _form, training, samples);
    }

    public ITrainingRun TrainRays(TrainingSpec training, RaySpec rays, IRaySource source)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(rays);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(training.BatchSize, 1);
        RequireKernelsToStay();
        rays.Space.Validate();
        return new RayTrainingRun(this, _form, training, rays, source);
    }

    public void Dispose()
    {
        _infer?.Dispose();
        _differentiate?.Dispose();
        _radiance?.Dispose();
        _surface?.Dispose();
        _index.Dispose();
        Tables.Dispose();
        Parameters.Dispose();
    }

    private Evaluator MakeInfer() => new(Session, FieldKernels.Infer(Spec, _form), _form, "infer", Spec);

    private Evaluator MakeDifferentiate()
        => new(Session, FieldKernels.Differentiate(Spec, _form), _form, "differentiate", Spec);

    private void RequireSamples(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int count = inputs.Length / Spec.InputCount;
        Require(inputs.Length, count * Spec.InputCount, nameof(inputs), $"{Spec.InputCount} coordinates per sample");
        Require(outputs.Length, count * Spec.OutputCount, nameof(outputs), $"{Spec.OutputCount} outputs per sample");
    }

    private void RequireKernelsToStay()
    {
        if (KernelIndex.PartsOf(Spec).Any(part => part.IsMobile))
            throw new InputException("trainable: OpenCL does not move kernels. Take --device cpu.");
    }

    private static void Require(int actual, int expected, string what, string rule)
    {
        if (actual != expected) throw new ArgumentException($"{what} has {actual}, expected {expected} ({rule}).");
    }
}
