using System.Globalization;
using NeuralFields.Backends;
using NeuralFields.Cli.Subjects;
using NeuralFields.Fields;
using NeuralFields.Parameters;
using NeuralFields.Scenes;
using NeuralFields.Training;

namespace NeuralFields.Cli.Training;

/// <summary>What a fit came to.</summary>
/// <param name="Scene">What was asked for, resolved.</param>
/// <param name="Field">The field.</param>
/// <param name="Path">Its file.</param>
/// <param name="Info">What it ran on.</param>
/// <param name="Report">Steps and times.</param>
/// <param name="Quality">How well the field stands for the data.</param>
/// <param name="TotalSeconds">Everything, from reading the data to writing the field.</param>
internal sealed record FitResult(
    Scene Scene, FieldSpec Field, string Path, BackendInfo Info, TrainingReport Report, Quality Quality,
    double TotalSeconds)
{
    /// <summary>The layout of the field's parameters.</summary>
    public ParameterLayout Layout { get; } = Field.Layout();

    /// <summary>Samples of the whole run, those before a resume included.</summary>
    public long Samples => Report.Last.Step * Scene.Fit.Training.BatchSize;

    /// <summary>Prints the result for people or programs.</summary>
    public void Print(Terminal terminal)
    {
        TrainingProgress last = Report.Last;
        terminal.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"{Path}: {last.Step} steps in {last.Seconds:F2} s ({last.SamplesPerSecond / 1e6:F2} M samples/s), {Bytes} bytes"));
        terminal.Print(Quality.Line);
        terminal.Result(new JsonResult()
            .Add("task", Scene.Task.Name).Add("field", Path).Add("preset", Scene.Preset)
            .Add("parameters", Layout.TrainedCount).Add("frozenParameters", Layout.FrozenCount).Add("bytes", Bytes)
            .Add("steps", last.Step).Add("samples", Samples).Add("trainSeconds", last.Seconds)
            .Add("totalSeconds", TotalSeconds).Add("samplesPerSecond", last.SamplesPerSecond)
            .Add("device", Info.Device).Add("laneWidth", Info.LaneWidth).Add("threads", Info.Threads)
            .Add("seed", Scene.Fit.Training.Seed).Add("loss", last.Loss)
            .Add("outcome", Report.Outcome.ToString().ToLowerInvariant())
            .AddAll(Quality.Members).ToNode());
    }

    private long Bytes => new FileInfo(Path).Length;
}
