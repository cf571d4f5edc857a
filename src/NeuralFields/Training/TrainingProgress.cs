namespace NeuralFields.Training;

/// <summary>How far a run is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="PlannedSteps">Steps of the whole run; by the clock an estimate, 0 while there is none.</param>
/// <param name="Progress">The part of the run that is done, 0 to 1, as the schedule sees it.</param>
/// <param name="Loss">The batch loss, averaged over the last hundred steps or so.</param>
/// <param name="LearningRate">The rate of the last step.</param>
/// <param name="Seconds">Seconds of training, those before a resume included.</param>
/// <param name="SecondsLeft">Seconds of training to come, estimated.</param>
/// <param name="SamplesPerSecond">Samples per second of training since the start or resume.</param>
public readonly record struct TrainingProgress(
    long Step, long PlannedSteps, double Progress, double Loss, double LearningRate,
    double Seconds, double SecondsLeft, double SamplesPerSecond);

/// <summary>Watches a run. Time spent here is not training time.</summary>
public interface ITrainingObserver
{
    /// <summary>Called every <see cref="TrainerOptions.ProgressInterval"/> and once at the end.</summary>
    void OnProgress(TrainingProgress progress);

    /// <summary>Called every <see cref="TrainerOptions.CheckpointInterval"/>: the place to save the state.</summary>
    void OnCheckpoint(TrainingProgress progress) { }
}

/// <summary>Why a run ended.</summary>
public enum TrainingOutcome
{
    /// <summary>Its steps or seconds are done.</summary>
    Completed,

    /// <summary>The stop condition was met.</summary>
    Stopped,

    /// <summary>It was cancelled; the state after the last step is sound and can be saved.</summary>
    Cancelled,
}

/// <summary>What a run did.</summary>
/// <param name="Outcome">Why it ended.</param>
/// <param name="Resolved">The description whose steps and plan repeat exactly the steps that were done.</param>
/// <param name="Last">The progress at the end.</param>
public sealed record TrainingReport(TrainingOutcome Outcome, TrainingSpec Resolved, TrainingProgress Last);
