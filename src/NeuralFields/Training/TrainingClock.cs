namespace NeuralFields.Training;

/// <summary>
/// Counts seconds of training alone: it stands still while metrics, checkpoints and reports are made.
/// </summary>
internal sealed class TrainingClock(TimeProvider time, double secondsBefore)
{
    private double _counted = secondsBefore;
    private long _since;
    private bool _running;

    /// <summary>Seconds of training so far, those before a resume included.</summary>
    public double Seconds => _running ? _counted + time.GetElapsedTime(_since).TotalSeconds : _counted;

    public void Start()
    {
        _since = time.GetTimestamp();
        _running = true;
    }

    public void Pause()
    {
        _counted = Seconds;
        _running = false;
    }
}
