using System.Globalization;
using NeuralFields.Backends;

namespace NeuralFields.Training;

/// <summary>
/// Drives a training run: sets the learning rate of every step, ends by steps, by the clock or by a condition, and
/// reports on the way.
/// </summary>
/// <remarks>
/// A run by the clock is repeatable: <see cref="Resolved"/> holds the steps and the plan that give the same learning
/// rates, hence the same field, when they are trained by steps.
/// </remarks>
public sealed class Trainer
{
    private const double LossMemory = 0.98;

    private readonly ITrainingRun _run;
    private readonly TrainingSpec _spec;
    private readonly TrainerOptions _options;
    private readonly TrainingClock _clock;
    private readonly RunPlan _plan;
    private double _lossSum, _lossWeight, _lastLoss = double.NaN, _rate, _nextProgress, _nextCheckpoint;
    private int _stopChecks;

    /// <summary>A trainer for a run that was begun or restored already.</summary>
    /// <param name="run">The run; the caller owns it.</param>
    /// <param name="spec">
    /// What it was begun with; Steps counts only without <see cref="TrainerOptions.Seconds"/>.
    /// </param>
    /// <param name="options">Length and reports.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="InputException">The plan is not in order, or the seconds are not a positive number.</exception>
    public Trainer(ITrainingRun run, TrainingSpec spec, TrainerOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(spec);
        (_run, _spec, _options) = (run, spec, options ?? new());
        _clock = new(time ?? TimeProvider.System, _options.SecondsBefore);
        _plan = MakePlan();
        Step = _options.FirstStep;
        _stopChecks = ChecksDue();
        _nextProgress = _options.SecondsBefore + _options.ProgressInterval;
        _nextCheckpoint = _options.SecondsBefore + _options.CheckpointInterval;
    }

    /// <summary>Steps done.</summary>
    public long Step { get; private set; }

    /// <summary>Seconds of training so far.</summary>
    public double Seconds => _clock.Seconds;

    /// <summary>
    /// The description that repeats the steps done so far, and with which a run by the clock is resumed.
    /// </summary>
    public TrainingSpec Resolved => _spec with { Steps = Step, Plan = _plan.KnotsUntil(Step) };

    /// <summary>How far the run is.</summary>
    public TrainingProgress Progress
    {
        get
        {
            double seconds = _clock.Seconds, spent = seconds - _options.SecondsBefore;
            long steps = Step - _options.FirstStep;
            return new(
                Step, _plan.PlannedSteps, _plan.Progress(Step), _lossSum / _lossWeight, _rate, seconds,
                _plan.SecondsLeft(Step, seconds, steps == 0 ? 0 : spent / steps),
                spent > 0 ? steps * (double)_spec.BatchSize / spent : 0);
        }
    }

    /// <summary>Trains until the end, a met condition or cancellation.</summary>
    /// <param name="observer">Watches the run.</param>
    /// <param name="cancellation">Ends the run after the step under way.</param>
    /// <exception cref="InputException">The loss is not a finite number any more.</exception>
    public TrainingReport Run(ITrainingObserver? observer = null, CancellationToken cancellation = default)
    {
        _clock.Start();
        TrainingOutcome outcome = Loop(observer, cancellation);
        _clock.Pause();
        observer?.OnProgress(Progress);
        return new(outcome, Resolved, Progress);
    }

    private TrainingOutcome Loop(ITrainingObserver? observer, CancellationToken cancellation)
    {
        for (double seconds = _clock.Seconds; !_plan.IsOver(Step, seconds); seconds = _clock.Seconds)
        {
            if (cancellation.IsCancellationRequested) return TrainingOutcome.Cancelled;
            Advance();
            if (IsLookedAt(seconds) && LookAt(observer)) return TrainingOutcome.Stopped;
        }
        return TrainingOutcome.Completed;
    }

    private void Advance()
    {
        double factor = _spec.Optimizer.Schedule.Factor(_plan.Progress(Step), Step);
        _rate = _spec.Optimizer.LearningRate * factor;
        double loss = _run.Step(_rate);
        if (!double.IsFinite(loss)) throw Diverged(loss);
        Step++;
        _lastLoss = loss;
        _lossSum = (_lossSum * LossMemory) + loss;
        _lossWeight = (_lossWeight * LossMemory) + 1;
    }

    private bool IsLookedAt(double seconds)
        => seconds >= _nextProgress || seconds >= _nextCheckpoint || ChecksDue() > _stopChecks;

    /// <summary>Reports and checks what is due, with the clock stopped.</summary>
    /// <returns>Whether the stop condition is met.</returns>
    private bool LookAt(ITrainingObserver? observer)
    {
        _clock.Pause();
        TrainingProgress progress = Progress;
        if (IsDue(ref _nextProgress, _options.ProgressInterval)) observer?.OnProgress(progress);
        if (IsDue(ref _nextCheckpoint, _options.CheckpointInterval)) observer?.OnCheckpoint(progress);
        int checks = ChecksDue();
        bool stop = checks > _stopChecks && _options.StopWhen!();
        _stopChecks = checks;
        _clock.Start();
        return stop;
    }

    private bool IsDue(ref double next, double interval)
    {
        if (_clock.Seconds < next) return false;
        next = _clock.Seconds + interval;
        return true;
    }

    private int ChecksDue()
        => _options.StopWhen is null ? 0 : (int)(_plan.PartUsed(Step, _clock.Seconds) * _options.StopChecks);

    private RunPlan MakePlan()
    {
        if (_options.Seconds is not { } seconds) return new StepPlan(_spec);
        if (!(seconds > 0) || !double.IsFinite(seconds))
            throw new InputException(Invariant($"seconds is {seconds}, expected a positive number."));
        return new ClockPlan(seconds, _options.FirstStep == 0 ? [] : ProgressPlan.Knots(_spec), _options.FirstStep);
    }

    private InputException Diverged(double loss)
    {
        string what = double.IsNaN(loss) ? "NaN" : "infinite";
        string before = double.IsNaN(_lastLoss)
            ? "no loss before it"
            : Invariant($"last finite {_lastLoss:G4} at step {Step}");
        return new(Invariant(
            $"step {Step + 1}: loss is {what}; {before}; learning rate {_rate:G4}. ") + Invariant(
            $"Take an optimizer.learning_rate below {_spec.Optimizer.LearningRate}, or look for NaN in the data."));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
