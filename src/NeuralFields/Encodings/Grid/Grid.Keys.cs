using System.Collections.Immutable;
using NeuralFields.Descriptions;

namespace NeuralFields.Encodings;

public abstract partial record Grid
{
    private const string FinestKey = "finest_resolution";
    private const string GrowthKey = "per_level_scale";
    private const string OnlyHash = "CoherentPrime";

    /// <summary>Keys of scene files, where the kind of table is a key (tiny-cuda-nn's <c>Grid</c>).</summary>
    public static Schema<Encoding, Grid> Schema { get; } = new(
        "Grid", "A HashGrid, TiledGrid or DenseGrid; the kind of table is a key.", new HashGrid(),
        [
            Key.Choice<Grid, GridKind>("type", g => g.Kind, (g, v) => g.Of(v), "Hash, Tiled or Dense"),
            .. Keys<Grid>(),
        ])
    { Normalize = RefuseTwoGrowths };

    /// <summary>The kind of table.</summary>
    public abstract GridKind Kind { get; }

    /// <summary>The keys that all grids share.</summary>
    private protected static ImmutableArray<SchemaKey<T>> Keys<T>() where T : Grid =>
    [
        Key.Int<T>("n_levels", g => g.Levels, (g, v) => (T)(g with { Levels = v }), "levels, coarse to fine", 1, 128),
        new("n_features_per_level", "features per table entry: 1, 2, 4 or 8", ReadFeatures,
            g => DescriptionNode.Of(g.Features)),
        Key.Int<T>("log2_hashmap_size", g => g.Log2TableSize, (g, v) => (T)(g with { Log2TableSize = v }),
            "binary logarithm of the largest hash table's entries", 3, 28),
        Key.Int<T>("base_resolution", g => g.BaseResolution, (g, v) => (T)(g with { BaseResolution = v }),
            "vertices per axis of the coarsest level", 1, 1 << 20),
        new(FinestKey, "vertices per axis of the finest level; instead of " + GrowthKey, ReadFinest<T>,
            g => g.FinestResolution is { } value ? DescriptionNode.Of(value) : null),
        new(GrowthKey, "growth of the resolution per level; without it the task's resolution is reached", ReadGrowth<T>,
            g => g.PerLevelScale is { } value ? DescriptionNode.Of(value) : null),
        Key.Choice<T, GridInterpolation>("interpolation", g => g.Interpolation,
            (g, v) => (T)(g with { Interpolation = v }), "Nearest, Linear or Smoothstep"),
        Key.Flag<T>("align_corners", g => g.AlignCorners, (g, v) => (T)(g with { AlignCorners = v }),
            "outermost vertices at 0 and 1 instead of the half-cell shift"),
        new("hash", "the hash function: " + OnlyHash, ReadHash, g => DescriptionNode.Of(OnlyHash)),
    ];

    /// <summary>A scene file may say how far the grid reaches or how it grows, not both.</summary>
    private protected static DescriptionNode RefuseTwoGrowths(DescriptionNode node)
        => node[FinestKey] is null || node[GrowthKey] is not { } growth
            ? node
            : throw growth.Mistake(
                $"The grid has both \"{FinestKey}\" and \"{GrowthKey}\", expected one. Remove one of them.");

    private static T ReadFeatures<T>(T grid, DescriptionNode node) where T : Grid
        => node.AsInteger("n_features_per_level") is 1 or 2 or 4 or 8
            ? (T)(grid with { Features = (int)node.AsInteger("n_features_per_level") })
            : throw node.Wrong("n_features_per_level", "1, 2, 4 or 8");

    private static T ReadFinest<T>(T grid, DescriptionNode node) where T : Grid
        => node.AsInteger(FinestKey) is >= 1 and <= 1 << 24
            ? (T)(grid with { FinestResolution = (int)node.AsInteger(FinestKey), PerLevelScale = null })
            : throw node.Wrong(FinestKey, $"a whole number from 1 to {1 << 24}");

    private static T ReadGrowth<T>(T grid, DescriptionNode node) where T : Grid
        => node.AsNumber(GrowthKey) is > 0 and <= 1024
            ? (T)(grid with { PerLevelScale = node.AsNumber(GrowthKey), FinestResolution = null })
            : throw node.Wrong(GrowthKey, "a number above 0 and at most 1024");

    private static T ReadHash<T>(T grid, DescriptionNode node) where T : Grid
        => node.AsString("hash") == OnlyHash ? grid : throw node.Wrong("hash", OnlyHash);

    private Grid Of(GridKind kind) => kind switch
    {
        GridKind.Tiled => CopyTo(new TiledGrid()),
        GridKind.Dense => CopyTo(new DenseGrid()),
        _ => CopyTo(new HashGrid()),
    };

    private Grid CopyTo(Grid other) => other with
    {
        Levels = Levels,
        Features = Features,
        Log2TableSize = Log2TableSize,
        BaseResolution = BaseResolution,
        FinestResolution = FinestResolution,
        PerLevelScale = PerLevelScale,
        Interpolation = Interpolation,
        AlignCorners = AlignCorners,
    };
}

/// <summary>What a grid does with levels of more vertices than its tables have entries.</summary>
public enum GridKind
{
    /// <summary>The vertices share entries by a hash.</summary>
    Hash,

    /// <summary>The vertices of the coarsest level repeat.</summary>
    Tiled,

    /// <summary>Every vertex has its entry.</summary>
    Dense,
}
