using System.Collections.Immutable;

namespace NeuralFields.Training;

/// <summary>The part of a run that is done after a step: linear between knots, constant after the last.</summary>
public sealed class ProgressPlan
{
    private readonly ImmutableArray<ProgressKnot> _knots;
    private int _segment;

    /// <summary>A plan through knots.</summary>
    /// <param name="knots">Knots by ascending step; without one at step 0 the plan begins at (0, 0).</param>
    /// <exception cref="InputException">Steps or progress run backwards, or progress is outside 0 to 1.</exception>
    public ProgressPlan(ImmutableArray<ProgressKnot> knots)
    {
        _knots = knots.Length > 0 && knots[0].Step == 0 ? knots : knots.Insert(0, default);
        for (int i = 1; i < _knots.Length; i++) RequireOrder(_knots[i - 1], _knots[i]);
    }

    /// <summary>The plan of a training description.</summary>
    public static ProgressPlan Of(TrainingSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new(Knots(spec));
    }

    /// <summary>The knots of a training description; without any, linear from the first to the last step.</summary>
    internal static ImmutableArray<ProgressKnot> Knots(TrainingSpec spec)
        => spec.Plan.IsDefaultOrEmpty ? [default, new(Math.Max(1, spec.Steps), 1)] : spec.Plan;

    /// <summary>The part that is done, 0 to 1. Fastest when steps ascend from call to call.</summary>
    /// <param name="step">Steps done, at least 0.</param>
    public double At(long step)
    {
        if (step < _knots[_segment].Step) _segment = 0;
        while (_segment + 1 < _knots.Length && _knots[_segment + 1].Step <= step) _segment++;
        ProgressKnot from = _knots[_segment];
        if (_segment + 1 == _knots.Length) return from.Progress;
        ProgressKnot to = _knots[_segment + 1];
        // In this order ClockPlan's arithmetic is exact, so that its runs are replayed bit for bit.
        return from.Progress + ((step - from.Step) * ((to.Progress - from.Progress) / (to.Step - from.Step)));
    }

    private static void RequireOrder(ProgressKnot before, ProgressKnot after)
    {
        if (after.Step < before.Step || after.Progress < before.Progress || !(after.Progress <= 1))
            throw new InputException(
                $"training.plan: knot ({after.Step}, {after.Progress}) follows ({before.Step}, {before.Progress}), " +
                "expected steps and progress that ascend, progress at most 1.");
    }
}
