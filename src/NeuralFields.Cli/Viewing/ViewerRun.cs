using System.Diagnostics;
using System.Runtime.ExceptionServices;
using NeuralFields.Cli.Commands;
using NeuralFields.Viewer;
using NeuralFields.Viewer.Scripts;

namespace NeuralFields.Cli.Viewing;

/// <summary>How a window is opened.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Script">What is done in place of a person, or null.</param>
internal sealed record ViewerWindow(string Title, int Width, int Height, ViewScript? Script)
{
    /// <summary>What renders.</summary>
    public RendererKind Renderer { get; init; }
}

/// <summary>Runs the viewer: the window on this thread, everything that needs the field on another.</summary>
internal static class ViewerRun
{
    /// <summary>Shows a field until the window is closed.</summary>
    /// <param name="field">The field.</param>
    /// <param name="services">Files and training.</param>
    /// <param name="window">The window.</param>
    /// <param name="invocation">The command line.</param>
    /// <param name="drive">Drives the engine on its thread until it ends.</param>
    /// <param name="isPatient">Whether driving begins with the window; else the first picture is painted meanwhile.</param>
    public static void Run(
        ViewedField field, ViewerServices services, ViewerWindow window, Invocation invocation, Action<Engine> drive,
        bool isPatient = false)
    {
        GlfwWindow? opened = null;
        Viewer.Viewer? viewer = null;
        TaskCompletionSource<IGpuContext?> context = new();
        using ProgressivePainter painter = new(field, () => Volatile.Read(ref opened)?.Wake());
        using Engine engine = new(painter, line => Volatile.Read(ref viewer)?.Say(line));
        painter.Want(field.Home(window.Width / (double)window.Height), window.Width, window.Height);
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() => failure = Guarded(engine, Drive, () => Volatile.Read(ref opened)?.Wake())) { Name = "engine" };
        thread.Start();
        try
        {
            double first = Show(field, services, window, invocation, engine, context, ref opened, ref viewer);
            if (failure is null) Report(engine, first, window, invocation.Terminal);
        }
        finally
        {
            engine.End();
            painter.Cancel();
            context.TrySetResult(null);
            thread.Join();
            viewer?.Dispose();
            Interlocked.Exchange(ref opened, null)?.Dispose();
        }
        failure?.Throw();
        invocation.Cancellation.ThrowIfCancellationRequested();

        void Drive(Engine engine)
        {
            if (window.Renderer == RendererKind.Gl || isPatient)
            {
                IGpuContext? gpu = context.Task.Result;
                if (engine.Ends) return; // there is no window
                engine.Renderer = RendererChoice.Decide(window.Renderer, gpu, field, painter);
            }
            try
            {
                drive(engine);
            }
            finally
            {
                if (context.Task is { IsCompleted: true, Result: { } gpu }) gpu.Leave();
            }
        }
    }

    private static double Show(
        ViewedField field, ViewerServices services, ViewerWindow window, Invocation invocation, Engine engine,
        TaskCompletionSource<IGpuContext?> context, ref GlfwWindow? opened, ref Viewer.Viewer? viewer)
    {
        double first = 0;
        Volatile.Write(ref opened, GlfwWindow.Open(window.Title, window.Width, window.Height));
        Volatile.Write(ref viewer, new(opened, field, engine, services, window.Script)
        {
            FirstPicture = _ => first = (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalSeconds,
        });
        IGpuContext? gpu = window.Renderer == RendererKind.Cpu ? null : opened.OpenContext();
        context.SetResult(gpu);
        // The processor paints the first pictures; whether another renderer is faster is seen after them.
        if (window.Renderer == RendererKind.Auto && gpu is not null)
            engine.Post(() => engine.Renderer = RendererChoice.Decide(RendererKind.Auto, gpu, field, engine.Painter));
        viewer.Run(invocation.Cancellation);
        return first;
    }

    private static ExceptionDispatchInfo? Guarded(Engine engine, Action<Engine> drive, Action wake)
    {
        try
        {
            drive(engine);
            return null;
        }
#pragma warning disable CA1031 // it is thrown again on the thread that waits
        catch (Exception e)
#pragma warning restore CA1031
        {
            return ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            engine.End();
            wake();
        }
    }

    private static void Report(Engine engine, double first, ViewerWindow window, Terminal terminal)
    {
        ProgressivePainter painter = engine.Painter;
        (int width, int height) = painter.MovingSize;
        terminal.Say(FormattableString.Invariant(
            $"first picture after {first:F2} s; {engine.Renderer} moving {width}×{height} in {1000 * painter.FrameSeconds:F0} ms; full in {painter.FullSeconds:F2} s"));
        terminal.Result(new JsonResult()
            .Add("width", window.Width).Add("height", window.Height).Add("renderer", engine.Renderer)
            .Add("firstPictureSeconds", first).Add("movingWidth", width).Add("movingHeight", height)
            .Add("movingFrames", painter.MovingFrames).Add("movingSeconds", painter.FrameSeconds)
            .Add("fullSeconds", painter.FullSeconds).ToNode());
    }
}
