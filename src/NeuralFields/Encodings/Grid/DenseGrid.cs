using NeuralFields.Descriptions;

namespace NeuralFields.Encodings;

/// <summary>A grid with an entry for every vertex of every level.</summary>
public sealed record DenseGrid : Grid
{
    // tiny-cuda-nn's limit where the description is silent: 256³ is what memory bears in three dimensions.
    private const int FinestWhereSilent = 256;

    /// <summary>Keys of scene files.</summary>
    public static new Schema<Encoding, DenseGrid> Schema { get; } = new(
        "DenseGrid", "Trained features on nested grids with an entry for every vertex; at most 256 vertices per axis " +
        "unless per_level_scale or finest_resolution says more.", new DenseGrid(), Keys<DenseGrid>())
    { Normalize = RefuseTwoGrowths };

    /// <inheritdoc/>
    public override GridKind Kind => GridKind.Dense;

    /// <inheritdoc/>
    protected override bool IsHashed => false;

    /// <inheritdoc/>
    protected override long TableSize(long dense, int dimensions) => dense;

    /// <inheritdoc/>
    protected override int UsualFinest(int desiredResolution) => Math.Min(desiredResolution, FinestWhereSilent);
}
