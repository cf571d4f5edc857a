using NeuralFields.Descriptions;

namespace NeuralFields.Encodings;

/// <summary>A grid whose tables are all as large as the coarsest level; finer levels repeat theirs.</summary>
public sealed record TiledGrid : Grid
{
    /// <summary>Keys of scene files.</summary>
    public static new Schema<Encoding, TiledGrid> Schema { get; } = new(
        "TiledGrid", "Trained features on nested grids; every table is as large as the coarsest and repeats.",
        new TiledGrid(), Keys<TiledGrid>())
    { Normalize = RefuseTwoGrowths };

    /// <inheritdoc/>
    public override GridKind Kind => GridKind.Tiled;

    /// <inheritdoc/>
    protected override bool IsHashed => false;

    /// <inheritdoc/>
    protected override long TableSize(long dense, int dimensions)
        => Math.Min(dense, GridLayout.Power(BaseResolution, dimensions));
}
