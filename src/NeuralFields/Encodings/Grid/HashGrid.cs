using NeuralFields.Descriptions;

namespace NeuralFields.Encodings;

/// <summary>A grid whose fine levels share the entries of a small table by a hash of the vertex.</summary>
public sealed record HashGrid : Grid
{
    /// <summary>Keys of scene files.</summary>
    public static new Schema<Encoding, HashGrid> Schema { get; } = new(
        "HashGrid", "Trained features on nested grids; fine levels share a small table by a hash.", new HashGrid(),
        Keys<HashGrid>())
    { Normalize = RefuseTwoGrowths };

    /// <inheritdoc/>
    public override GridKind Kind => GridKind.Hash;

    /// <inheritdoc/>
    protected override bool IsHashed => true;

    /// <inheritdoc/>
    protected override long TableSize(long dense, int dimensions) => Math.Min(dense, 1L << Log2TableSize);
}
