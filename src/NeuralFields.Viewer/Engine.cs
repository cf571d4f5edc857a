using System.Collections.Concurrent;

namespace NeuralFields.Viewer;

/// <summary>
/// Does all that needs the field, one thing at a time: paints pictures and runs jobs. A thread of its own drives it, or a
/// training between its steps.
/// </summary>
public sealed class Engine : IDisposable
{
    private readonly ConcurrentQueue<Action> _jobs = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly Action<string> _say;
    private int _waiting;
    private volatile bool _ends;

    /// <summary>An engine.</summary>
    /// <param name="painter">Paints.</param>
    /// <param name="say">Told in one line what a job's failure was.</param>
    public Engine(ProgressivePainter painter, Action<string> say) => (Painter, _say) = (painter, say);

    /// <summary>Paints.</summary>
    public ProgressivePainter Painter { get; }

    /// <summary>What renders pictures, in a few words.</summary>
    public string Renderer { get; set; } = "cpu";

    /// <summary>Whether no job waits or runs.</summary>
    public bool IsIdle => Volatile.Read(ref _waiting) == 0;

    /// <summary>Whether it was told to end.</summary>
    public bool Ends => _ends;

    /// <summary>Raised, on any thread, when it is told to end.</summary>
    public event Action? Ended;

    /// <summary>Has a job done on the engine's thread.</summary>
    public void Post(Action job)
    {
        Interlocked.Increment(ref _waiting);
        _jobs.Enqueue(job);
        Notify();
    }

    /// <summary>Says that there may be something to do.</summary>
    public void Notify() => _signal.Set();

    /// <summary>Ends <see cref="Run"/>.</summary>
    public void End()
    {
        if (_ends) return;
        _ends = true;
        Ended?.Invoke();
        Notify();
    }

    /// <summary>Works until told to end.</summary>
    public void Run()
    {
        // A view comes to rest without anybody saying so: it is looked for now and then.
        while (!_ends)
            if (!Work(0.1)) _signal.WaitOne(20);
    }

    /// <summary>Works for about so long.</summary>
    /// <returns>Whether there is more to do now.</returns>
    public bool Work(double seconds)
    {
        while (_jobs.TryDequeue(out Action? job)) Do(job);
        return Painter.Work(seconds) || !_jobs.IsEmpty;
    }

    /// <inheritdoc/>
    public void Dispose() => _signal.Dispose();

    private void Do(Action job)
    {
        try
        {
            job();
        }
        catch (InputException e)
        {
            _say(e.Message);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
