using NeuralFields.Backends;
using NeuralFields.Fields;
using NeuralFields.RadialBases;
using NeuralFields.Training;

namespace NeuralFields.Tasks;

/// <summary>Fits a field to data of one kind and judges it.</summary>
public abstract class FieldTask
{
    /// <summary>How the data is fitted, with what depends on the data resolved.</summary>
    public abstract TaskScene Scene { get; }

    /// <summary>The field.</summary>
    public abstract FieldSpec Field { get; }

    /// <summary>The field's first parameters: drawn, but for those that follow from the data.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="InputException">Kernels are to join in training, which they do in pictures alone.</exception>
    public float[] InitialParameters(ulong seed)
    {
        if (!KernelsMayJoin && KernelPlacement.Growing(Field).Any())
            throw new InputException("encoding: growth: kernels join where pictures are fitted alone, expected false.");
        return Field.Initialize(seed, values => KernelPlacement.Fill(Field, values, KernelPoints, seed));
    }

    /// <summary>Whether kernels can join while the field is trained.</summary>
    private protected virtual bool KernelsMayJoin => false;

    /// <summary>The points by which kernels of radial bases are first placed.</summary>
    private protected abstract WeightedPoints KernelPoints(int kernels);

    /// <summary>Begins training from the program's present parameters.</summary>
    /// <param name="program">The compiled <see cref="Field"/>.</param>
    /// <param name="training">As the scene has it, or with the steps and plan of a run that is gone on with.</param>
    public abstract ITrainingRun Begin(IFieldProgram program, TrainingSpec training);

    /// <summary>Fits from new initial values.</summary>
    /// <param name="program">The compiled <see cref="Field"/>; holds the result.</param>
    /// <param name="options">By steps when null.</param>
    /// <param name="observer">Watches the run.</param>
    /// <param name="cancellation">Ends the run after the step under way.</param>
    public TrainingReport Fit(
        IFieldProgram program, TrainerOptions? options = null, ITrainingObserver? observer = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        program.SetParameters(InitialParameters(Scene.Training.Seed));
        using ITrainingRun run = Begin(program, Scene.Training);
        return new Trainer(run, Scene.Training, options).Run(observer, cancellation);
    }
}
