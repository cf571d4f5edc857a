using System.Diagnostics;
using System.Globalization;
using NeuralFields.Viewer.Control;
using NeuralFields.Viewer.Display;
using NeuralFields.Viewer.Interop;
using NeuralFields.Viewer.Scripts;

namespace NeuralFields.Viewer;

/// <summary>The window's loop: events in, pictures out. Runs on the thread that made the window.</summary>
public sealed class Viewer : IDisposable
{
    // Nothing happens in between unless somebody wakes the loop.
    private const double IdleSeconds = 0.25, BusySeconds = 0.02, TextSeconds = 0.2;

    private readonly IWindow _window;
    private readonly Gl _gl;
    private readonly Presenter _presenter;
    private readonly Session _session;
    private readonly Engine _engine;
    private readonly MouseControl _mouse;
    private readonly ScriptRunner? _script;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private double _textTime = -1, _last;
    private string _text = "";

    /// <summary>A viewer.</summary>
    /// <param name="window">The window; the caller owns it.</param>
    /// <param name="field">What is viewed.</param>
    /// <param name="engine">Paints; driven by another thread.</param>
    /// <param name="services">Files and training.</param>
    /// <param name="script">What is done in place of a person; null for none.</param>
    public Viewer(IWindow window, ViewedField field, Engine engine, ViewerServices services, ViewScript? script = null)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(engine);
        (_window, _engine, _gl) = (window, engine, new(window.Function));
        _presenter = new(_gl);
        (int width, int height) = window.PixelSize;
        _session = new(field, engine, services, Math.Max(1, width), Math.Max(1, height));
        _mouse = new(_session);
        _script = script is null ? null : new(script, _session, engine);
        _session.Show(_session.View);
    }

    /// <summary>Told the seconds since the viewer was made when the first picture is in the window.</summary>
    public Action<double>? FirstPicture { get; init; }

    /// <summary>Shows a line to the person.</summary>
    public void Say(string line)
    {
        _session.Message = line;
        _script?.Fail(line);
        _window.Wake();
    }

    /// <summary>Runs until the window is closed.</summary>
    /// <param name="cancellation">Closes it.</param>
    /// <exception cref="InputException">A step of the script cannot be done.</exception>
    public void Run(CancellationToken cancellation)
    {
        bool isFirst = true;
        while (!_window.IsClosing && !_session.IsOver && !_engine.Ends && !cancellation.IsCancellationRequested)
        {
            bool isBusy = _script is not null || _session.IsPlaying;
            foreach (WindowEvent happened in _window.Wait(isBusy ? BusySeconds : IdleSeconds)) Take(happened);
            Advance();
            (int width, int height) = _window.PixelSize;
            if (width < 1 || height < 1) continue; // an icon
            _session.Resize(width, height);
            Frame? frame = _engine.Painter.Take();
            if (frame is not null) _presenter.SetPicture(frame);
            DrawText();
            _presenter.Draw(width, height);
            if (_script?.TakeScreenshot() is { } file) _session.Services.SavePicture(file, _presenter.Read(width, height));
            _window.Swap();
            if (frame is not null && isFirst) FirstPicture?.Invoke(_clock.Elapsed.TotalSeconds);
            isFirst &= frame is null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _presenter.Dispose();

    private void Take(WindowEvent happened)
    {
        (int width, int height) = _window.Size;
        if (happened is KeyEvent key) KeyBinding.Press(_session, key);
        else if (width > 0 && height > 0) _mouse.Take(happened, width, height);
    }

    private void Advance()
    {
        double now = _clock.Elapsed.TotalSeconds;
        _session.Advance(now - _last);
        _last = now;
        if (_script?.Next(now) is not { } deed) return;
        foreach (WindowEvent happened in deed.Events) Take(happened);
        if (deed.Size is { } size) _window.Resize(size.Width, size.Height);
    }

    /// <summary>Text is drawn again when it says something new, but figures that always change only now and then.</summary>
    private void DrawText()
    {
        double now = _clock.Elapsed.TotalSeconds;
        string text = $"{_session.View}{_session.Message}{_session.ShowsText}{_session.ShowsHelp}{_session.EditsCrop}{_session.Width}x{_session.Height}{_mouse.HeldSide}";
        if (text == _text && now - _textTime < TextSeconds) return;
        (_text, _textTime) = (text, now);
        int scale = Math.Max(1, (int)Math.Round(_window.Scale * (_session.Height >= 600 ? 2 : 1)));
        _presenter.SetOverlay(Hud.Draw(_session, Painting(), scale, _mouse.HeldSide));
    }

    private string Painting()
    {
        ProgressivePainter painter = _engine.Painter;
        (int width, int height) = painter.FrameSize;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_engine.Renderer} {width}×{height} of {_session.Width}×{_session.Height} · {1000 * painter.FrameSeconds:F0} ms moving");
    }
}
