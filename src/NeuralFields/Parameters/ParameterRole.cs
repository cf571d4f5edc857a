namespace NeuralFields.Parameters;

/// <summary>What a tensor is to the optimiser.</summary>
public enum ParameterRole
{
    /// <summary>A weight matrix of a network.</summary>
    Matrix,

    /// <summary>Numbers of a network that no decay should move: biases, centres, precisions.</summary>
    Bias,

    /// <summary>Entries that a sample reaches by index, such as a grid level; most have no gradient in a step.</summary>
    Table,

    /// <summary>Stored, never trained, such as the frequencies of Fourier features.</summary>
    Constant,
}
