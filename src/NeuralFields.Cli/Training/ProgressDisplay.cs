using System.Globalization;
using NeuralFields.Cli.Subjects;
using Spectre.Console;

namespace NeuralFields.Cli.Training;

/// <summary>Shows how far a run is: a live line on a terminal, otherwise a plain line every few seconds.</summary>
internal abstract class ProgressDisplay(LiveMetric metric)
{
    /// <summary>The display that suits where the words go.</summary>
    public static ProgressDisplay For(Terminal terminal, LiveMetric metric)
        => terminal.Quiet ? new Silent(metric)
            : terminal.IsInteractive ? new Live(metric, terminal.Error) : new Plain(metric, terminal);

    /// <summary>Runs work while the display is open.</summary>
    public virtual T While<T>(Func<T> work) => work();

    /// <summary>Shows a moment.</summary>
    public abstract void Show(CurvePoint point);

    private string Describe(CurvePoint point)
    {
        string measured = point.Metric is { } value
            ? " · " + string.Format(CultureInfo.InvariantCulture, metric.Format, value) : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"step {point.Progress.Step} · loss {point.Progress.Loss:G4}{measured} · {Millions(point):F2} M samples/s");
    }

    private static double Millions(CurvePoint point) => point.Progress.SamplesPerSecond / 1e6;

    private sealed class Silent(LiveMetric metric) : ProgressDisplay(metric)
    {
        public override void Show(CurvePoint point) { }
    }

    private sealed class Plain(LiveMetric metric, Terminal terminal) : ProgressDisplay(metric)
    {
        private const double Seconds = 5;

        private double _next;

        public override void Show(CurvePoint point)
        {
            bool isLast = point.Progress.SecondsLeft <= 0;
            if (point.Progress.Seconds < _next && !isLast) return;
            _next = point.Progress.Seconds + Seconds;
            terminal.Say(Describe(point) + string.Create(
                CultureInfo.InvariantCulture,
                    $" · {point.Progress.Seconds:F1} s, {point.Progress.SecondsLeft:F0} s left"));
        }
    }

    private sealed class Live(LiveMetric metric, TextWriter error) : ProgressDisplay(metric)
    {
        private const double Whole = 1000;

        private ProgressTask? _task;

        public override T While<T>(Func<T> work)
        {
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
            return console.Progress()
                .AutoClear(false).HideCompleted(false)
                .Columns(
                    new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn(),
                    new TaskDescriptionColumn { Alignment = Justify.Left })
                .Start(context =>
                {
                    _task = context.AddTask("compiling", maxValue: Whole);
                    return work();
                });
        }

        public override void Show(CurvePoint point)
        {
            if (_task is null) return;
            _task.Description = Markup.Escape(Describe(point));
            double all = point.Progress.Seconds + point.Progress.SecondsLeft;
            // Rounded to whole permille, so that the last fraction of a step does not leave 99 %.
            _task.Value = all > 0 ? Math.Round(Whole * point.Progress.Seconds / all) : 0;
        }
    }
}
