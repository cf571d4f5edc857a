using NeuralFields.Fields;
using NeuralFields.Numerics;
using NeuralFields.Parameters;
using NeuralFields.Training;

namespace NeuralFields.Backends;

/// <summary>A processor that runs fields. Coarse on purpose: whole batches and whole training steps.</summary>
public interface IBackend : IDisposable
{
    /// <summary>What was chosen.</summary>
    BackendInfo Info { get; }

    /// <summary>The memory that programs and runs have taken so far; empty where it is the machine's own.</summary>
    string MemoryPlan => "";

    /// <summary>Prepares a field to be run. Its parameters are zero until they are set.</summary>
    /// <exception cref="InputException">The backend cannot run this field.</exception>
    IFieldProgram Compile(FieldSpec spec);
}

/// <summary>What a backend runs on; printed so that nothing is chosen silently.</summary>
/// <param name="Device">cpu, or opencl:N.</param>
/// <param name="Description">The device in words.</param>
/// <param name="LaneWidth">Floats per vector.</param>
/// <param name="Threads">Threads that compute.</param>
public sealed record BackendInfo(string Device, string Description, int LaneWidth, int Threads);

/// <summary>A field made ready on a backend. Not safe for use by several threads at once.</summary>
public interface IFieldProgram : IDisposable
{
    /// <summary>The field.</summary>
    FieldSpec Spec { get; }

    /// <summary>Takes over parameters.</summary>
    /// <param name="values">[Layout.Count] in logical order.</param>
    void SetParameters(ReadOnlySpan<float> values);

    /// <summary>Hands out parameters.</summary>
    /// <param name="values">[Layout.Count] in logical order, overwritten.</param>
    void GetParameters(Span<float> values);

    /// <summary>Evaluates the field.</summary>
    /// <param name="inputs">[samples, inputs] coordinates.</param>
    /// <param name="outputs">[samples, outputs] values, overwritten.</param>
    void Evaluate(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Evaluates the field and the gradient of a weighted sum of its outputs with respect to the inputs.</summary>
    /// <param name="inputs">[samples, inputs] coordinates.</param>
    /// <param name="outputs">[samples, outputs] values, overwritten.</param>
    /// <param name="outputGradients">[samples, outputs] weights: ∂L/∂output.</param>
    /// <param name="inputGradients">[samples, inputs] receives ∂L/∂input.</param>
    void Differentiate(
        ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> outputGradients, Span<float> inputGradients);

    /// <summary>Begins training from the present parameters.</summary>
    /// <param name="training">Loss, optimiser and batch.</param>
    /// <param name="samples">Where the batches come from.</param>
    ITrainingRun Train(TrainingSpec training, ISampleSource samples);

    /// <summary>
    /// Begins training of a radiance field (ports position and direction, heads density and color) from the present
    /// parameters.
    /// </summary>
    /// <param name="training">Loss of colours, optimiser, and samples per step.</param>
    /// <param name="rays">How rays are marched and blended.</param>
    /// <param name="source">Where the rays come from.</param>
    /// <exception cref="InputException">The field is no radiance field, or the backend cannot train one.</exception>
    ITrainingRun TrainRays(TrainingSpec training, RaySpec rays, IRaySource source);
}

/// <summary>Training of one field. The field program's own parameters follow after every step.</summary>
public interface ITrainingRun : IDisposable
{
    /// <summary>One step: sample, forward, loss, backward, optimiser.</summary>
    /// <param name="learningRate">The rate for this step.</param>
    /// <returns>The mean loss of the batch before the step.</returns>
    double Step(double learningRate);

    /// <summary>Everything beside the parameters that the next step depends on.</summary>
    TrainingState Save();

    /// <summary>Goes on from a saved state; the parameters are set separately.</summary>
    void Restore(TrainingState state);
}
