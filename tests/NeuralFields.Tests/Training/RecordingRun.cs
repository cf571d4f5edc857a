using NeuralFields.Backends;
using NeuralFields.Training;

namespace NeuralFields.Tests.Training;

/// <summary>
/// A training run that only remembers its learning rates; steps take as long and lose as much as told.
/// </summary>
internal sealed class RecordingRun(ManualTime time, Func<int, double> seconds, Func<int, double>? loss = null)
    : ITrainingRun
{
    public List<double> Rates { get; } = [];

    public double Step(double learningRate)
    {
        time.Advance(seconds(Rates.Count));
        Rates.Add(learningRate);
        return loss?.Invoke(Rates.Count) ?? 1.0 / Rates.Count;
    }

    public TrainingState Save() => new(Rates.Count, [], [], []);

    public void Restore(TrainingState state) { }

    public void Dispose() { }
}
