using NeuralFields.Descriptions;

namespace NeuralFields.Networks;

public abstract partial record Network
{
    /// <summary>All networks. tiny-cuda-nn's two names for an MLP without biases are understood when configs are read.</summary>
    public static Family<Network> Family { get; } = new([Mlp.Schema, GaussianRbf.Schema]);
}
