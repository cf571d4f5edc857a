namespace NeuralFields.Backends.Cpu;

/// <summary>A network on tiles.</summary>
internal abstract class NetworkTile : TileNode, IDisposable
{
    /// <summary>What the network reads.</summary>
    public required TileNode Input { get; init; }

    /// <summary>Its trained layers.</summary>
    public abstract IReadOnlyList<TrainedLayer> Layers { get; }

    public override IReadOnlyList<TileNode> Sources => [Input];

    public abstract void Dispose();
}
