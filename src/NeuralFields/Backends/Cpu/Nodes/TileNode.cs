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

    /// <summary>Like Train, in a step that learns from the field's gradient by differentiating twice.</summary>
    Curve,
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

    /// <summary>
    /// In a step that differentiates twice: after <see cref="Sweep"/> of all later nodes, the derivative of the field's
    /// value by the node's values; after <see cref="Tangent"/>, how the node's values move with the position.
    /// </summary>
    public TileRows Second { get; init; }

    /// <summary>The nodes that this one reads.</summary>
    public virtual IReadOnlyList<TileNode> Sources => [];

    public abstract void Forward(TileFrame frame, TilePass pass);

    /// <summary>Hands the derivative of the field's value on to what the node reads.</summary>
    public abstract void Sweep(TileFrame frame);

    /// <summary>
    /// From the movement of what the node reads to that of its values. The derivative of a movement by a weight is the
    /// one half of the weight's gradient, which is added here.
    /// </summary>
    public abstract void Tangent(TileFrame frame);

    public abstract void Backward(TileFrame frame, TilePass pass);
}
