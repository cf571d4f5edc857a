namespace NeuralFields.Viewer;

/// <summary>A moment of a training.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Seconds">Seconds of training.</param>
/// <param name="Loss">The loss.</param>
/// <param name="SamplesPerSecond">How fast it goes.</param>
/// <param name="Metric">A measure of quality, where one was taken.</param>
public sealed record TrainingPoint(long Step, double Seconds, double Loss, double SamplesPerSecond, double? Metric);

/// <summary>A training that is watched; members are called from any thread.</summary>
public interface ITraining
{
    /// <summary>The moments so far.</summary>
    IReadOnlyList<TrainingPoint> Curve { get; }

    /// <summary>The metric in words, or empty.</summary>
    string Quality { get; }

    /// <summary>Whether it waits.</summary>
    bool IsPaused { get; set; }

    /// <summary>Whether it is over.</summary>
    bool IsOver { get; }

    /// <summary>Does some steps and waits again.</summary>
    void Step(int steps);

    /// <summary>Saves a checkpoint at the next moment.</summary>
    void SaveCheckpoint();
}
