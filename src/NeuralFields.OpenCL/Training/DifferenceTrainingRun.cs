using NeuralFields.Losses;
using NeuralFields.OpenCL.Emission;
using NeuralFields.OpenCL.Memory;
using NeuralFields.Training;

namespace NeuralFields.OpenCL;

/// <summary>
/// Training from values and numerical gradients: the values at displaced positions are found first, then judged, and
/// learnt like any others.
/// </summary>
internal sealed class DifferenceTrainingRun : OpenClTrainingRun
{
    private readonly BatchEvaluator _values;
    private readonly ClProgram _program;
    private readonly ClBuffer _found, _slopes, _losses, _count;
    private readonly int _all, _vectors, _samples;

    public DifferenceTrainingRun(
        OpenClProgram owner, KernelForm form, TrainingSpec training, ISampleSource samples)
        : this(owner, form, training, samples, 1 + DifferenceDirections.Of(owner.Spec.Ports[0].Size).Length) { }

    private DifferenceTrainingRun(
        OpenClProgram owner, KernelForm form, TrainingSpec training, ISampleSource samples, int blocks)
        : this(owner, form, training, new HostBatch(owner.Session, samples, training.BatchSize, blocks), blocks) { }

    private DifferenceTrainingRun(
        OpenClProgram owner, KernelForm form, TrainingSpec training, HostBatch batch, int blocks)
        : base(owner, batch,
            new(owner, form, training, FieldKernels.TrainGiven(owner.Spec, form, training), batch.PaddedSamples * blocks),
            batch.PaddedSamples / form.Width, training.BatchSize)
    {
        _samples = training.BatchSize;
        _all = batch.PaddedSamples * blocks;
        _vectors = batch.PaddedSamples / form.Width;
        _values = new(owner, form, "values", FieldKernels.Values(owner.Spec, form, [.. owner.Spec.Heads]),
            Learning.Features);
        _program = ClProgram.Build(
            owner.Session, "differences", SurfaceText.EmitDifferences(owner.Spec, form, training));
        _found = ClBuffer.Of<float>(owner.Session, _all);
        _losses = ClBuffer.Of<float>(owner.Session, _vectors);
        _count = ClBuffer.Holding<int>(owner.Session, [_all]);
        _slopes = ClBuffer.Of<float>(owner.Session, _all);
    }

    protected override ClBuffer Losses => _losses;

    public override void Dispose()
    {
        base.Dispose();
        _values.Dispose();
        _program.Dispose();
        foreach (ClBuffer buffer in (ClBuffer[])[_found, _slopes, _losses, _count]) buffer.Dispose();
    }

    protected override void Learn()
    {
        _program["displace"].With(Batch.Coordinates).With(1, Batch.PaddedSamples).RunOver(_vectors);
        _values.Run(Batch.Coordinates, _found, _count, _all);
        _program["differences"].With(_found, Batch.Targets, _slopes, _losses)
            .With(4, Batch.PaddedSamples).With(5, _samples).RunOver(_vectors);
        Learning.Learn(Batch.Coordinates, _slopes, _count, _all, isEncoded: true);
    }
}
