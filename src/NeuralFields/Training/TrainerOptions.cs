namespace NeuralFields.Training;

/// <summary>How long a run lasts and how often it is looked at. None of it changes a run of given steps.</summary>
public sealed record TrainerOptions
{
    /// <summary>Training seconds of the whole run, those before a resume included; null to train by steps.</summary>
    public double? Seconds { get; init; }

    /// <summary>Steps done before a resume.</summary>
    public long FirstStep { get; init; }

    /// <summary>Training seconds spent before a resume.</summary>
    public double SecondsBefore { get; init; }

    /// <summary>Training seconds between reports of progress.</summary>
    public double ProgressInterval { get; init; } = 0.5;

    /// <summary>Training seconds between checkpoints; infinite for none.</summary>
    public double CheckpointInterval { get; init; } = double.PositiveInfinity;

    /// <summary>Ends the run early when true, such as at a wanted quality. Its time is not training time.</summary>
    public Func<bool>? StopWhen { get; init; }

    /// <summary>
    /// How often <see cref="StopWhen"/> is asked, spread evenly over the steps, or over the seconds of a run by the
    /// clock.
    /// </summary>
    public int StopChecks { get; init; } = 25;
}
