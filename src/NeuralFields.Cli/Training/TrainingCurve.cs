using NeuralFields.Training;

namespace NeuralFields.Cli.Training;

/// <summary>A moment of a run, as logs and reports show it.</summary>
/// <param name="Progress">How far the run was.</param>
/// <param name="Metric">The metric that is watched, or null where it was not measured.</param>
internal readonly record struct CurvePoint(TrainingProgress Progress, double? Metric);

/// <summary>The moments of a run, few enough to draw however long it is.</summary>
internal sealed class TrainingCurve
{
    private const int MaxPoints = 1024;

    private readonly List<CurvePoint> _points = [];
    private int _every = 1, _seen;

    /// <summary>The moments, in order.</summary>
    public IReadOnlyList<CurvePoint> Points => _points;

    /// <summary>Takes a moment; once there are too many, every other one is dropped from then on.</summary>
    public void Add(CurvePoint point)
    {
        if (_seen++ % _every != 0) return;
        _points.Add(point);
        if (_points.Count < MaxPoints) return;
        for (int i = _points.Count - 1; i > 0; i -= 2) _points.RemoveAt(i);
        _every *= 2;
    }
}
