using NeuralFields.Backends;
using NeuralFields.Cli.Benchmarks;
using NeuralFields.Cli.Subjects;
using NeuralFields.Cli.Training;
using NeuralFields.Descriptions;
using NeuralFields.Fields;
using NeuralFields.Images;
using NeuralFields.Parameters;
using NeuralFields.Training;

namespace NeuralFields.Cli.Comparisons;

/// <summary>One kind of field, trained and judged.</summary>
/// <param name="Preset">The kind.</param>
/// <param name="Field">The field.</param>
/// <param name="BatchSize">Samples per step.</param>
/// <param name="Report">Steps and times.</param>
/// <param name="Quality">How well it stands for the data.</param>
/// <param name="Curve">The moments of the run.</param>
/// <param name="Detail">A part of the data as the field has it, enlarged.</param>
internal sealed record FieldTrial(
    string Preset, FieldSpec Field, int BatchSize, TrainingReport Report, Quality Quality, TrainingCurve Curve,
    Image Detail)
{
    // Curves want more moments than a display does.
    private const int Moments = 60;

    /// <summary>Trains and judges.</summary>
    /// <param name="subject">What is fitted, and by which field.</param>
    /// <param name="backend">What it runs on.</param>
    /// <param name="seconds">Seconds of training; null for the scene's steps.</param>
    /// <param name="terminal">Shows the progress.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="InputException">The backend cannot run the field.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static FieldTrial Run(
        FitSubject subject, IBackend backend, double? seconds, Terminal terminal, CancellationToken cancellation)
    {
        TrainingSpec spec = subject.Scene.Fit.Training;
        using IFieldProgram program = backend.Compile(subject.Task.Field);
        program.SetParameters(subject.Task.InitialParameters(spec.Seed));
        using ITrainingRun run = subject.Task.Begin(program, spec);
        TrainerOptions options = new() { Seconds = seconds, ProgressInterval = (seconds ?? Moments) / Moments };
        Trainer trainer = new(run, spec, options);
        using FitObserver observer = new(terminal, subject, program, run, resumes: false, () => { });
        TrainingReport report = observer.Watch(() => trainer.Run(observer, cancellation));
        cancellation.ThrowIfCancellationRequested();
        Quality quality = subject.Finish(program, run, cancellation);
        return new(
            subject.Scene.Preset ?? "", subject.Task.Field, spec.BatchSize, report, quality, observer.Curve,
            subject.Detail(program));
    }

    /// <summary>The field's parameters.</summary>
    public ParameterLayout Layout { get; } = Field.Layout();

    /// <summary>Multiply-adds of all networks per sample, by products alone.</summary>
    public double MultiplyAdds => Field.Nodes.OfType<NetworkNode>()
        .Sum(n => OperationCount.OfInference(n.Network, Field.InputSize(n), n.Outputs) / 2);

    /// <summary>The figures that are compared: the first few numbers among the members.</summary>
    public IEnumerable<KeyValuePair<string, DescriptionNode>> Figures
        => Quality.Members.Members.Where(m => m.Value.Kind is DescriptionKind.Number).Take(4);

    /// <summary>The trial in JSON.</summary>
    public DescriptionNode Describe()
    {
        TrainingProgress last = Report.Last;
        return new JsonResult()
            .Add("preset", Preset).Add("parameters", Layout.TrainedCount).Add("frozenParameters", Layout.FrozenCount)
            .Add("multiplyAdds", MultiplyAdds)
            .Add("steps", last.Step).Add("samples", last.Step * BatchSize).Add("trainSeconds", last.Seconds)
            .Add("samplesPerSecond", last.SamplesPerSecond).Add("loss", last.Loss).AddAll(Quality.Members).ToNode();
    }
}
