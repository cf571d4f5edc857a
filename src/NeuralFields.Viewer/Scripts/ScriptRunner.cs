namespace NeuralFields.Viewer.Scripts;

/// <summary>Does the steps of a script, each once the picture of the one before is finished.</summary>
internal sealed class ScriptRunner(ViewScript script, Session session, Engine engine)
{
    /// <summary>Frames that are shown before a screenshot: the finished picture and its text are in the window then.</summary>
    private const int FramesToShow = 2;

    private ScriptDeed? _deed;
    private string? _screenshot;
    private volatile string? _failure;
    private double _until;
    private int _next, _frames, _shown;

    /// <summary>Takes note that a job of a step failed.</summary>
    public void Fail(string line) => _failure = line;

    /// <summary>Begins the next step if the last one is over.</summary>
    /// <param name="now">Seconds on any clock.</param>
    /// <returns>The step, whose events and size are the caller's to see to; null where none begins.</returns>
    /// <exception cref="InputException">The step cannot be done.</exception>
    public ScriptDeed? Next(double now)
    {
        string place = _next == 0 ? "" : script.Lines[_next - 1].Place;
        if (_failure is { } failure) throw new InputException($"{place}: {failure}");
        bool isWaiting = now < _until || !engine.IsIdle || _screenshot is not null
            || (_deed is not null && !_deed.Until(session));
        if (isWaiting || !IsPainted()) return null;
        if (_next == script.Lines.Length) return null;
        (place, _deed) = script.Lines[_next++];
        try
        {
            _deed.Act?.Invoke(session);
        }
        catch (InputException e)
        {
            throw new InputException($"{place}: {e.Message}");
        }
        (_until, _screenshot, _frames, _shown) = (now + _deed.Seconds, _deed.Screenshot, 0, 0);
        return _deed;
    }

    /// <summary>The file for what the window shows now, where a step asks for it.</summary>
    public string? TakeScreenshot()
    {
        if (_screenshot is null || ++_frames < FramesToShow) return null;
        (string? file, _screenshot) = (_screenshot, null);
        return file;
    }

    /// <summary>While a training runs there is always another picture to come: the next one is waited for.</summary>
    private bool IsPainted()
    {
        if (session.Services.Training is { IsPaused: false, IsOver: false }) return true;
        if (!engine.Painter.IsSettled) _shown = 0;
        return engine.Painter.IsSettled && ++_shown >= FramesToShow;
    }
}
