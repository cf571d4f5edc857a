using NeuralFields.Backends;
using NeuralFields.OpenCL.Emission;
using NeuralFields.OpenCL.Memory;
using NeuralFields.Training;

namespace NeuralFields.OpenCL;

/// <summary>Training on a device: the host draws the next batch while the device learns from this one.</summary>
internal abstract class OpenClTrainingRun : ITrainingRun
{
    private readonly float[] _losses;
    private readonly double _lossScale;
    private long _step;
    private bool _isPrimed;

    /// <summary>A run.</summary>
    /// <param name="owner">The field.</param>
    /// <param name="batch">The batches.</param>
    /// <param name="learning">What follows once a batch lies on the device.</param>
    /// <param name="lossCount">Sums that the losses of a batch are read as.</param>
    /// <param name="numbers">Numbers that the mean loss is over.</param>
    protected OpenClTrainingRun(
        OpenClProgram owner, HostBatch batch, FieldLearning learning, int lossCount, double numbers)
    {
        (Owner, Batch, Learning) = (owner, batch, learning);
        _losses = new float[lossCount];
        _lossScale = 1 / numbers;
    }

    /// <summary>The sums of losses.</summary>
    protected abstract ClBuffer Losses { get; }

    protected OpenClProgram Owner { get; }

    protected HostBatch Batch { get; }

    protected FieldLearning Learning { get; }

    public double Step(double learningRate)
    {
        if (!_isPrimed) Batch.Draw(_step);
        Batch.Send(_step);
        Learn();
        Learning.Update(learningRate, ++_step);
        Owner.Session.Flush();
        Batch.Draw(_step); // while the device works
        _isPrimed = true;
        return MeanLoss();
    }

    public TrainingState Save() => Learning.Optimizer.Save(_step);

    public void Restore(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Learning.Optimizer.Restore(state);
        (_step, _isPrimed) = (state.Step, false);
    }

    public virtual void Dispose()
    {
        Learning.Dispose();
        Batch.Dispose();
    }

    /// <summary>Finds the gradient of all parameters.</summary>
    protected abstract void Learn();

    /// <summary>Reading the losses is what waits for the device.</summary>
    private double MeanLoss()
    {
        Losses.Read<float>(_losses);
        double sum = 0;
        foreach (float loss in _losses) sum += loss;
        return sum * _lossScale;
    }
}

/// <summary>Training by kernels that judge a sample by itself.</summary>
internal sealed class SampleTrainingRun : OpenClTrainingRun
{
    private readonly ClBuffer _count;
    private bool _isLocated;

    public SampleTrainingRun(
        OpenClProgram owner, KernelForm form, TrainingSpec training, ISampleSource samples, FieldKernels kernels)
        : this(owner, form, training, new HostBatch(owner.Session, samples, training.BatchSize), kernels) { }

    private SampleTrainingRun(
        OpenClProgram owner, KernelForm form, TrainingSpec training, HostBatch batch, FieldKernels kernels)
        : base(owner, batch, new(owner, form, training, kernels, batch.PaddedSamples),
            (training.BatchSize + form.Samples - 1) / form.Samples, (double)training.BatchSize * owner.Spec.OutputCount)
        => _count = ClBuffer.Holding<int>(owner.Session, [training.BatchSize]);

    protected override ClBuffer Losses => Learning.Losses;

    public override void Dispose()
    {
        base.Dispose();
        _count.Dispose();
    }

    protected override void Learn()
    {
        Learning.Learn(Batch.Coordinates, Batch.Targets, _count, Batch.PaddedSamples, isLocated: _isLocated);
        _isLocated = Batch.IsFixed;
    }
}
