using NeuralFields.Cli.Commands;
using NeuralFields.Cli.Options;
using NeuralFields.Cli.Training;
using NeuralFields.IO.Fields;
using NeuralFields.Viewer;
using NeuralFields.Volumes;

namespace NeuralFields.Cli.Viewing;

/// <summary>A fit in a window.</summary>
internal static class WatchedFit
{
    private const int Width = 960, Height = 720;

    /// <summary>Trains while the window is open, and to the end unless closing it ends the fit.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(FitUnderWay fit, FitWatch watch, Invocation invocation)
    {
        string name = Path.GetFileName(fit.Path);
        ViewerWindow window = watch.Window ?? new($"{name} · nf fit", Width, Height, Script: null);
        FieldContents contents = new(fit.Program.Spec, []) { Task = fit.Scene.Task.Name, Frame = fit.Subject.Frame };
        LiveTraining training = new(fit);
        ViewSource source = new(contents, fit.Program, fit.Backend, fit.Subject.Original)
        {
            IsLive = true,
            Cells = () => CellsOf(fit),
        };
        ViewerServices services = ViewServices.Of(fit.Path, source, invocation) with { Training = training };
        int code = ExitCode.Done;
        ViewerRun.Run(TaskViewing.Of(contents.Task).Open(source), services, window, invocation, engine =>
        {
            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(invocation.Cancellation);
            if (watch.ClosingEnds) engine.Ended += end.Cancel;
            (training.Engine, engine.Painter.IsLive) = (engine, true);
            code = fit.Train(training, end.Token);
            training.End();
            engine.Painter.IsLive = false;
            engine.Painter.Renew();
            engine.Run();
            engine.Ended -= end.Cancel;
        }, isPatient: true);
        return code;
    }

    private static OccupancyBits CellsOf(FitUnderWay fit)
    {
        fit.Subject.Follow(fit.Program, fit.Run);
        return OccupancyBits.OfBricks(fit.Subject.OccupiedCells);
    }
}
