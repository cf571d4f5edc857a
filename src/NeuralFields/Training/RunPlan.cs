using System.Collections.Immutable;

namespace NeuralFields.Training;

/// <summary>Decides when a run ends and how far it is, by steps or by the clock.</summary>
internal abstract class RunPlan
{
    /// <summary>Steps of the whole run as far as known; 0 while unknown.</summary>
    public abstract long PlannedSteps { get; }

    /// <summary>Whether no step follows. Called once before every step.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="seconds">Seconds of training so far.</param>
    public abstract bool IsOver(long step, double seconds);

    /// <summary>The progress that the schedule reads for the next step.</summary>
    public abstract double Progress(long step);

    /// <summary>
    /// The part of the budget that is used, 0 to 1; checks of the stop condition are spaced evenly in it.
    /// </summary>
    public abstract double PartUsed(long step, double seconds);

    /// <summary>Seconds until the end, estimated.</summary>
    public abstract double SecondsLeft(long step, double seconds, double stepSeconds);

    /// <summary>Knots that replay the steps done so far.</summary>
    public abstract ImmutableArray<ProgressKnot> KnotsUntil(long step);
}

/// <summary>A run of a given number of steps.</summary>
internal sealed class StepPlan(TrainingSpec spec) : RunPlan
{
    private readonly ProgressPlan _progress = ProgressPlan.Of(spec);

    public override long PlannedSteps => spec.Steps;

    public override bool IsOver(long step, double seconds) => step >= spec.Steps;

    public override double Progress(long step) => _progress.At(step);

    public override double PartUsed(long step, double seconds) => step / (double)Math.Max(1, spec.Steps);

    public override double SecondsLeft(long step, double seconds, double stepSeconds)
        => (spec.Steps - step) * stepSeconds;

    public override ImmutableArray<ProgressKnot> KnotsUntil(long step)
        => step == spec.Steps ? spec.Plan : ProgressPlan.Knots(spec);
}
