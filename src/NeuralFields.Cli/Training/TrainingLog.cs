using System.Globalization;
using NeuralFields.Cli.Subjects;
using NeuralFields.Descriptions;
using NeuralFields.IO;

namespace NeuralFields.Cli.Training;

/// <summary>
/// Writes a line per report of progress, at once, so that the file can be followed and a crash loses nothing.
/// </summary>
internal sealed class TrainingLog : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly string[] _columns;
    private readonly bool _isJson;

    /// <summary>Opens a log.</summary>
    /// <param name="path">A .csv or .jsonl file; replaced, or added to when a run goes on.</param>
    /// <param name="metric">The metric that is watched.</param>
    /// <param name="append">Whether a run goes on.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public TrainingLog(string path, LiveMetric metric, bool append)
    {
        _columns = ["step", "time_s", "loss", metric.Key, "lr", "samples_per_s"];
        _isJson = Path.GetExtension(path).Equals(".jsonl", StringComparison.OrdinalIgnoreCase);
        bool isNew = !append || !File.Exists(path);
        try
        {
            _writer = new StreamWriter(path, append) { AutoFlush = true, NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the log cannot be written — {e.Message.ReplaceLineEndings(" ")}", e);
        }
        if (!_isJson && isNew) _writer.WriteLine(string.Join(',', _columns));
    }

    /// <summary>Writes a moment.</summary>
    public void Write(CurvePoint point)
    {
        double?[] values =
        [
            point.Progress.Step, point.Progress.Seconds, point.Progress.Loss, point.Metric, point.Progress.LearningRate,
            point.Progress.SamplesPerSecond,
        ];
        _writer.WriteLine(_isJson ? JsonLine(values) : string.Join(',', values.Select(Text)));
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private string JsonLine(double?[] values)
    {
        JsonResult line = new();
        for (int i = 0; i < values.Length; i++) line.Add(_columns[i], values[i]);
        return DescriptionWriter.ToLine(line.ToNode());
    }

    private static string Text(double? value)
        => value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";
}
