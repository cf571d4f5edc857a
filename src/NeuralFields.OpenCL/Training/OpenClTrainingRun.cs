using NeuralFields.Backends;
using NeuralFields.OpenCL.Emission;
using NeuralFields.OpenCL.Memory;
using NeuralFields.Training;

namespace NeuralFields.OpenCL;

/// <summary>Training from values on a device: the host draws the next batch while the device learns from this one.</summary>
internal sealed class OpenClTrainingRun : ITrainingRun
{
    private readonly OpenClProgram _owner;
    private readonly HostBatch _batch;
    private readonly FieldLearning _learning;
    private readonly ClBuffer _counts;
    private readonly float[] _losses;
    private readonly double _lossScale;
    private long _step;
    private bool _isPrimed;

    public OpenClTrainingRun(OpenClProgram owner, KernelForm form, TrainingSpec training, ISampleSource samples)
    {
        _owner = owner;
        _batch = new(owner.Session, samples, training.BatchSize);
        _learning = new(
            owner, form, training, FieldKernels.Train(owner.Spec, form, training), _batch.PaddedSamples);
        _counts = ClBuffer.Holding<int>(owner.Session, [training.BatchSize]);
        _losses = new float[(training.BatchSize + form.Samples - 1) / form.Samples];
        _lossScale = 1f / ((float)training.BatchSize * owner.Spec.OutputCount);
    }

    public double Step(double learningRate)
    {
        if (!_isPrimed) _batch.Draw(_step);
        _batch.Send(_step);
        _learning.Learn(_batch.Coordinates, _batch.Targets, _counts, _batch.PaddedSamples);
        _learning.Update(learningRate, ++_step);
        _owner.Session.Flush();
        _batch.Draw(_step); // while the device works
        _isPrimed = true;
        return MeanLoss();
    }

    public TrainingState Save() => _learning.Optimizer.Save(_step);

    public void Restore(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _learning.Optimizer.Restore(state);
        (_step, _isPrimed) = (state.Step, false);
    }

    public void Dispose()
    {
        _learning.Dispose();
        _batch.Dispose();
        _counts.Dispose();
    }

    /// <summary>Reading the losses is what waits for the device.</summary>
    private double MeanLoss()
    {
        _learning.Losses.Read<float>(_losses);
        double sum = 0;
        foreach (float loss in _losses) sum += loss;
        return sum * _lossScale;
    }
}
