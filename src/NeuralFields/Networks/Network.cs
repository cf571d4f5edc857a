using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Networks;

/// <summary>The description of a trained map from features to outputs. Immutable.</summary>
public abstract partial record Network
{
    /// <summary>How many random places <see cref="Start"/> wants the features of; 0 where it does nothing.</summary>
    public virtual int StartPoints => 0;

    /// <summary>Declares the network's tensors, in a fixed order and without gaps.</summary>
    /// <param name="into">Receives the tensors.</param>
    /// <param name="inputs">Features per sample.</param>
    /// <param name="outputs">Outputs per sample.</param>
    public abstract void Declare(ParameterDeclarations into, int inputs, int outputs);

    /// <summary>Gives those parameters their first values that depend on what the network reads.</summary>
    /// <param name="parameters">The network's tensors, one after another, drawn from their distributions.</param>
    /// <param name="inputs">Features per sample.</param>
    /// <param name="features">[<see cref="StartPoints"/>, inputs] features of random places.</param>
    /// <param name="random">The network's own stream of random numbers.</param>
    public virtual void Start(
        Span<float> parameters, int inputs, ReadOnlySpan<double> features, ref Pcg32 random) { }
}
