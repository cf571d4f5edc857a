namespace NeuralFields.Backends.Cpu;

/// <summary>Parameters of a network that are learnt and brought into the kernels' form together.</summary>
internal abstract unsafe class TrainedLayer : IDisposable
{
    /// <summary>Where the parameters start in the backend's memory.</summary>
    public abstract long Start { get; }

    /// <summary>Floats of the parameters.</summary>
    public abstract int Length { get; }

    /// <summary>The parts that the optimiser moves; what lies between them has no gradient.</summary>
    public abstract IReadOnlyList<ParameterRegion> Regions { get; }

    /// <summary>Whether gradients must pass <see cref="TieGradients"/> before they are used.</summary>
    public abstract bool IsTied { get; }

    /// <summary>Turns the sums of the backward pass into the gradient of the parameters, in place.</summary>
    /// <param name="gradients">Sums of all networks.</param>
    /// <param name="weights">The backend's memory, as of the step.</param>
    public abstract void TieGradients(float* gradients, float* weights);

    /// <summary>Brings the packed forms up to date.</summary>
    public abstract void Pack(DenseKernels kernels, float* weights, bool forward);

    public abstract void Dispose();
}
