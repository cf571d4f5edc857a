using NeuralFields.Backends;
using NeuralFields.Cli.Subjects;
using NeuralFields.Scenes;
using NeuralFields.Training;

namespace NeuralFields.Cli.Training;

/// <summary>A fit that is about to train.</summary>
/// <param name="Subject">What is fitted.</param>
/// <param name="Scene">How.</param>
/// <param name="Path">The field's file.</param>
/// <param name="Program">The field.</param>
/// <param name="Run">Its training.</param>
/// <param name="Backend">What it runs on.</param>
/// <param name="Observer">Measures, shows, logs and saves.</param>
/// <param name="Train">Trains to the end under an observer and writes the files; gives an exit code.</param>
internal sealed record FitUnderWay(
    FitSubject Subject, Scene Scene, string Path, IFieldProgram Program, ITrainingRun Run, BackendInfo Backend,
    FitObserver Observer, Func<ITrainingObserver, CancellationToken, int> Train);
