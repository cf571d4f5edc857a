using System.Collections.Immutable;

namespace NeuralFields.Training;

/// <summary>
/// A run of a given number of training seconds. It measures the speed and bends its plan towards "progress 1 when the
/// time is over" again and again. Each bend is a knot at the present step, so the plan of steps already done never
/// changes, and the knots alone replay the run.
/// </summary>
/// <remarks>
/// Progress per step is rounded down to a multiple of 2⁻⁴⁴. Every progress is then such a multiple, at most 1, and all
/// sums and quotients of <see cref="ProgressPlan.At"/> are exact: it does not matter that the replay computes the slope
/// from two knots and this plan had it before the second knot was known.
/// </remarks>
internal sealed class ClockPlan : RunPlan
{
    /// <summary>
    /// The first measurement ends here: long enough to average a few steps, too short to spoil the schedule.
    /// </summary>
    private const double StartPart = 0.01;

    private const int StartSteps = 3;

    /// <summary>Parts of the budget between bends; near the end they follow each other faster.</summary>
    private const double LongestPart = 0.04, ShortestPart = 0.004;

    /// <summary>A remainder below this part of the budget is not worth a new plan.</summary>
    private const double Negligible = 0.0025;

    private const double Quantum = 1.0 / (1L << 44);
    private const double MaxSteps = 1L << 40;

    private readonly double _budget;
    private readonly long _firstStep;
    private readonly List<ProgressKnot> _knots;
    private double _slope, _markSeconds, _nextSeconds;
    private long _markStep, _end;
    private bool _measured;

    /// <summary>A plan for a budget.</summary>
    /// <param name="budget">Training seconds of the whole run.</param>
    /// <param name="knots">The knots of the steps done before a resume; empty for a new run.</param>
    /// <param name="firstStep">Steps done before.</param>
    public ClockPlan(double budget, ImmutableArray<ProgressKnot> knots, long firstStep)
    {
        (_budget, _firstStep, _markStep) = (budget, firstStep, firstStep);
        _knots = knots.IsDefaultOrEmpty ? [default] : [.. knots];
        double progress = new ProgressPlan([.. _knots]).At(firstStep);
        _knots.RemoveAll(k => k.Step > firstStep);
        AddKnot(firstStep, progress);
        AddKnot(firstStep, Quantize(progress));
    }

    public override long PlannedSteps => _end;

    public override bool IsOver(long step, double seconds)
    {
        if (step == _firstStep) return seconds >= _budget;
        if (!_measured && IsStarting(step, seconds)) return seconds >= _budget;
        if (_measured && seconds < _nextSeconds && step < _end) return false;
        Bend(step, seconds);
        return _end == step;
    }

    public override double Progress(long step)
    {
        ProgressKnot last = _knots[^1];
        return last.Progress + ((step - last.Step) * _slope);
    }

    public override double PartUsed(long step, double seconds) => seconds / _budget;

    public override double SecondsLeft(long step, double seconds, double stepSeconds) => Math.Max(0, _budget - seconds);

    public override ImmutableArray<ProgressKnot> KnotsUntil(long step)
        => _knots[^1].Step == step ? [.. _knots] : [.. _knots, new(step, Progress(step))];

    /// <summary>
    /// The first step of a process compiles code and says nothing about speed: the measurement begins after it.
    /// </summary>
    private bool IsStarting(long step, double seconds)
    {
        if (step == _firstStep + 1) (_markStep, _markSeconds) = (step, seconds);
        return step < _firstStep + StartSteps || seconds < _markSeconds + (StartPart * _budget);
    }

    private void Bend(long step, double seconds)
    {
        double progress = Progress(step), left = _budget - seconds;
        double stepSeconds = (seconds - _markSeconds) / (step - _markStep);
        long steps = left < Negligible * _budget ? 0 : (long)Math.Round(Math.Min(left / stepSeconds, MaxSteps));
        AddKnot(step, progress);
        _slope = steps == 0 ? 0 : Quantize((1 - progress) / steps);
        _end = step + steps;
        _nextSeconds = seconds + (_budget * Math.Clamp(left / _budget / 4, ShortestPart, LongestPart));
        (_markStep, _markSeconds, _measured) = (step, seconds, true);
    }

    private void AddKnot(long step, double progress)
    {
        ProgressKnot knot = new(step, progress);
        if (_knots[^1] != knot) _knots.Add(knot);
    }

    private static double Quantize(double value) => Math.Floor(value / Quantum) * Quantum;
}
