using NeuralFields.Parameters;

namespace NeuralFields.Networks;

/// <summary>The description of a trained map from features to outputs. Immutable.</summary>
public abstract partial record Network
{
    /// <summary>Declares the network's tensors, in a fixed order and without gaps.</summary>
    /// <param name="into">Receives the tensors.</param>
    /// <param name="inputs">Features per sample.</param>
    /// <param name="outputs">Outputs per sample.</param>
    public abstract void Declare(ParameterDeclarations into, int inputs, int outputs);
}
