namespace NeuralFields.Backends.Cpu;

/// <summary>
/// What is learnt from a tile: from its coordinates to the gradients of networks, added to those of the chunk, and of
/// table features, left in the features' rows. One object serves all workers.
/// </summary>
internal abstract unsafe class TileLearning
{
    /// <summary>Learns from the tile of a frame.</summary>
    /// <param name="frame">The worker's rows; coordinates, features and columns are those of the tile.</param>
    /// <param name="targets">[targets] rows of target values.</param>
    /// <param name="samples">Samples of the tile; further columns are padding.</param>
    /// <returns>The sum of the losses of these samples.</returns>
    public abstract double Learn(TileFrame frame, float* targets, int samples);
}
