namespace NeuralFields.Backends.Cpu;

/// <summary>How a pass treats what only some passes need.</summary>
internal enum TilePass
{
    /// <summary>Values only.</summary>
    Infer,

    /// <summary>Values, and what the backward pass needs; table features are already there.</summary>
    Train,

    /// <summary>Values, and what the backward pass needs.</summary>
    Differentiate,
}

/// <summary>
/// A step of a field compiled for tiles. Nodes run in order forward and in reverse backward, each over all samples of
/// the tile, while the tile's rows stay in the second-level cache.
/// </summary>
internal abstract unsafe class TileNode
{
    /// <summary>The node's values.</summary>
    public TileRows Value { get; init; }

    /// <summary>Where the gradient of the node's values is found in the backward pass.</summary>
    public TileRows Gradient { get; init; }

    /// <summary>Whether several nodes or heads add to the gradient, so that it starts from zero.</summary>
    public bool SharedGradient { get; set; }

    /// <summary>Whether anything that is trained lies at or before this node.</summary>
    public bool IsTrained { get; init; }

    public abstract void Forward(TileFrame frame, TilePass pass);

    public abstract void Backward(TileFrame frame, TilePass pass);
}
