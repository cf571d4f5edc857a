using NeuralFields.Optimizers;
using NeuralFields.Schedules;
using NeuralFields.Training;

namespace NeuralFields.Tests.Training;

public sealed class TrainerTests
{
    private static readonly TrainingSpec s_spec = new()
    {
        Steps = 1000,
        BatchSize = 100,
        Optimizer = new Adam { LearningRate = 0.5, Schedule = new Exponential { Start = 0.5, Final = 0.01 } },
    };

    private readonly ManualTime _time = new();

    [Fact]
    public void Rates_of_a_run_by_steps_follow_the_schedule()
    {
        RecordingRun run = new(_time, _ => 0.001);
        TrainingReport report = new Trainer(run, s_spec, null, _time).Run();
        Assert.Equal(TrainingOutcome.Completed, report.Outcome);
        Assert.Equal(1000, run.Rates.Count);
        for (int step = 0; step < 1000; step += 37)
            Assert.Equal(0.5 * s_spec.Optimizer.Schedule.Factor(step / 1000.0, step), run.Rates[step], 1e-12);
        Assert.Equal(s_spec, report.Resolved);
        Assert.Equal(1e5, report.Last.SamplesPerSecond, 1e5 * 1e-6);
        Assert.Equal(1, report.Last.Progress);
    }

    /// <summary>Seconds of each step, by the step's number, for machines that behave badly in several ways.</summary>
    public static TheoryData<string> Machines => [.. s_machines.Keys];

    private static readonly Dictionary<string, Func<int, double>> s_machines = new()
    {
        ["steady"] = _ => 0.0021,
        ["slow first step"] = i => i == 0 ? 0.8 : 0.003,
        ["half speed later"] = i => i < 1500 ? 0.002 : 0.004,
        ["double speed later"] = i => i < 1500 ? 0.004 : 0.002,
        ["erratic within a factor of two"] = i => 0.002 * (1 + (((uint)i * 2654435761u) >> 8) / (double)(1 << 24)),
        ["turns slow and fast in long waves"] = i => i / 300 % 2 == 0 ? 0.002 : 0.004,
        ["few long steps"] = _ => 0.13,
        ["very many short steps"] = _ => 0.00003,
        ["slow at the very end"] = i => i < 4700 ? 0.002 : 0.004,
        ["fast at the very end"] = i => i < 2300 ? 0.004 : 0.002,
    };

    [Theory, MemberData(nameof(Machines))]
    public void A_run_by_the_clock_keeps_its_time_and_anneals_to_the_end(string machine)
    {
        RecordingRun run = new(_time, s_machines[machine]);
        TrainingReport report = new Trainer(run, s_spec, new() { Seconds = 10 }, _time).Run();
        Assert.InRange(report.Last.Seconds, 9.5, 10.5);
        Assert.InRange(report.Last.Progress, 0.98, 1.0);
        Assert.Equal(0.5, run.Rates[0]);
        Assert.Equal(run.Rates.Count, report.Resolved.Steps);
        Assert.InRange(report.Resolved.Plan.Length, 10, 400);
    }

    [Theory, MemberData(nameof(Machines))]
    public void A_run_by_the_clock_is_replayed_by_its_steps_bit_for_bit(string machine)
    {
        RecordingRun run = new(_time, s_machines[machine]);
        TrainingReport report = new Trainer(run, s_spec, new() { Seconds = 10 }, _time).Run();
        RecordingRun replay = new(_time, _ => 0.1);
        TrainingReport repeated = new Trainer(replay, report.Resolved, null, _time).Run();
        Assert.Equal(run.Rates, replay.Rates);
        Assert.Equal(report.Resolved.Plan, repeated.Resolved.Plan);
    }

    [Fact]
    public void A_run_by_the_clock_that_is_cancelled_and_resumed_is_replayed_too()
    {
        RecordingRun run = new(_time, i => i < 700 ? 0.002 : 0.003);
        using CancellationTokenSource cancellation = new();
        Watcher watcher = new() { Progress = p => { if (p.Seconds > 3) cancellation.Cancel(); } };
        Trainer first = new(run, s_spec, new() { Seconds = 10 }, _time);
        Assert.Equal(TrainingOutcome.Cancelled, first.Run(watcher, cancellation.Token).Outcome);
        TrainerOptions rest = new() { Seconds = 10, FirstStep = first.Step, SecondsBefore = first.Seconds };
        TrainingReport report = new Trainer(run, first.Resolved, rest, _time).Run();
        Assert.InRange(report.Last.Seconds, 9.5, 10.5);

        RecordingRun replay = new(_time, _ => 0.1);
        new Trainer(replay, report.Resolved, null, _time).Run();
        Assert.Equal(run.Rates, replay.Rates);
    }

    [Fact]
    public void A_run_by_steps_that_is_cancelled_and_resumed_equals_an_uninterrupted_one()
    {
        RecordingRun whole = new(_time, _ => 0.001), parts = new(_time, _ => 0.001);
        new Trainer(whole, s_spec, null, _time).Run();
        using CancellationTokenSource cancellation = new();
        Watcher watcher = new() { Progress = _ => cancellation.Cancel() };
        Trainer first = new(parts, s_spec, new() { ProgressInterval = 0.3 }, _time);
        first.Run(watcher, cancellation.Token);
        Assert.InRange(first.Step, 300, 310);
        new Trainer(parts, s_spec, new() { FirstStep = first.Step, SecondsBefore = first.Seconds }, _time).Run();
        Assert.Equal(whole.Rates, parts.Rates);
    }

    [Fact]
    public void Time_spent_in_observers_and_conditions_is_not_training_time()
    {
        RecordingRun run = new(_time, _ => 0.01);
        Watcher watcher = new() { Progress = _ => _time.Advance(5), Checkpoint = _ => _time.Advance(7) };
        int asked = 0;
        TrainerOptions options = new()
        {
            Seconds = 4,
            CheckpointInterval = 1,
            StopWhen = () => { _time.Advance(3); asked++; return false; },
        };
        TrainingReport report = new Trainer(run, s_spec, options, _time).Run(watcher);
        Assert.InRange(report.Last.Seconds, 3.8, 4.2);
        Assert.InRange(watcher.Progresses.Count, 7, 9);
        Assert.Equal(3, watcher.Checkpoints);
        Assert.InRange(asked, 23, 25);
    }

    [Fact]
    public void A_met_condition_ends_the_run_at_a_step_that_does_not_depend_on_the_clock()
    {
        TrainerOptions options(RecordingRun r) => new() { StopWhen = () => r.Rates.Count >= 333 };
        RecordingRun slow = new(_time, _ => 0.7), fast = new(_time, _ => 0.0001);
        TrainingReport report = new Trainer(slow, s_spec, options(slow), _time).Run();
        Assert.Equal(TrainingOutcome.Stopped, report.Outcome);
        Assert.Equal(360, report.Resolved.Steps);
        new Trainer(fast, s_spec, options(fast), _time).Run();
        Assert.Equal(slow.Rates, fast.Rates);

        RecordingRun replay = new(_time, _ => 0.1);
        new Trainer(replay, report.Resolved, null, _time).Run();
        Assert.Equal(slow.Rates, replay.Rates);
    }

    [Fact]
    public void A_loss_that_is_not_a_number_ends_the_run_with_one_clear_line()
    {
        RecordingRun run = new(_time, _ => 0.01, i => i < 812 ? 0.0131 : double.NaN);
        InputException mistake = Assert.Throws<InputException>(() => new Trainer(run, s_spec, null, _time).Run());
        Assert.StartsWith("step 812: loss is NaN; last finite 0.0131 at step 811; learning rate 0.0", mistake.Message);
        Assert.DoesNotContain('\n', mistake.Message);
    }

    [Fact]
    public void Progress_reports_steps_left_and_a_smoothed_loss()
    {
        RecordingRun run = new(_time, _ => 0.01, i => i % 2);
        Watcher watcher = new();
        new Trainer(run, s_spec, null, _time).Run(watcher);
        TrainingProgress middle = watcher.Progresses[9];
        Assert.Equal(1000, middle.PlannedSteps);
        Assert.Equal((1000 - middle.Step) * 0.01, middle.SecondsLeft, 1e-6);
        Assert.Equal(0.5, middle.Loss, 0.02);
        Assert.Equal(1000, watcher.Progresses[^1].Step);
    }

    [Theory]
    [InlineData(0), InlineData(-1), InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void Seconds_must_be_a_positive_number(double seconds)
        => Assert.Throws<InputException>(
            () => new Trainer(new RecordingRun(_time, _ => 1), s_spec, new() { Seconds = seconds }, _time));

    private sealed class Watcher : ITrainingObserver
    {
        public Action<TrainingProgress>? Progress { get; init; }
        public Action<TrainingProgress>? Checkpoint { get; init; }
        public List<TrainingProgress> Progresses { get; } = [];
        public int Checkpoints { get; private set; }

        public void OnProgress(TrainingProgress progress)
        {
            Progresses.Add(progress);
            Progress?.Invoke(progress);
        }

        public void OnCheckpoint(TrainingProgress progress)
        {
            Checkpoints++;
            Checkpoint?.Invoke(progress);
        }
    }
}
