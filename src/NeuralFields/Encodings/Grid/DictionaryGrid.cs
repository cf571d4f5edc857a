using System.Collections.Immutable;
using NeuralFields.Codegen;
using NeuralFields.Descriptions;
using NeuralFields.Parameters;

namespace NeuralFields.Encodings;

/// <summary>How the tiles of a <see cref="DictionaryGrid"/> follow one another.</summary>
public enum TileFold
{
    /// <summary>All run the same way; values jump from the end of one to the start of the next.</summary>
    Sawtooth,

    /// <summary>Every other one runs backwards; nothing jumps.</summary>
    Triangle,
}

/// <summary>
/// Grids of trained features, each of which repeats as tiles over the unit cube; the borders of their tiles lie apart, so
/// that together the features tell places apart. Coordinates are meant for [0, 1].
/// </summary>
/// <remarks>
/// Chen et al. 2023, Factor Fields: the basis grids of DiF-Grid without its coefficients, as GNF (Bouzidi et al. 2025)
/// has them. A grid of R vertices is laid out f times per axis: in two dimensions f is the picture's longer side over R,
/// so that all grids are as fine as the picture; else f grows from 2 to 8.
/// </remarks>
public sealed record DictionaryGrid : Encoding
{
    private const double UsualFirstBand = 2, UsualLastBand = 8;

    /// <summary>Grids.</summary>
    public int Grids { get; init; } = 6;

    /// <summary>Features of the grids of the first half: 1, 2, 4 or 8.</summary>
    public int Features { get; init; } = 4;

    /// <summary>Features of the grids of the second half: 1, 2, 4 or 8.</summary>
    public int FineFeatures { get; init; } = 2;

    /// <summary>Vertices per axis of the first grid's tile; those of the others follow in equal steps.</summary>
    public int BaseResolution { get; init; } = 32;

    /// <summary>Vertices per axis of the last grid's tile.</summary>
    public int LastResolution { get; init; } = 128;

    /// <summary>Tiles per axis of the first grid, or null for the rule.</summary>
    public double? FirstBand { get; init; }

    /// <summary>Tiles per axis of the last grid, or null for the rule.</summary>
    public double? LastBand { get; init; }

    /// <summary>In two dimensions: vertices along the longer side, from which the bands follow; null for the task's.</summary>
    public int? FinestResolution { get; init; }

    /// <summary>How tiles follow one another.</summary>
    public TileFold Fold { get; init; }

    /// <summary>Keys of scene files.</summary>
    public static Schema<Encoding, DictionaryGrid> Schema { get; } = new(
        "DictionaryGrid", "Grids of trained features that repeat as tiles, after DiF-Grid.", new DictionaryGrid(),
        Key.Int<DictionaryGrid>("n_grids", e => e.Grids, (e, v) => e with { Grids = v }, "grids", 1, 32),
        new("n_features", "features of the grids of the first half: 1, 2, 4 or 8",
            (e, node) => e with { Features = ReadFeatures("n_features", node) }, e => DescriptionNode.Of(e.Features)),
        new("n_fine_features", "features of the grids of the second half: 1, 2, 4 or 8",
            (e, node) => e with { FineFeatures = ReadFeatures("n_fine_features", node) },
            e => DescriptionNode.Of(e.FineFeatures)),
        Key.Int<DictionaryGrid>("base_resolution", e => e.BaseResolution, (e, v) => e with { BaseResolution = v },
            "vertices per axis of the first grid's tile", 2, 1 << 12),
        Key.Int<DictionaryGrid>("last_resolution", e => e.LastResolution, (e, v) => e with { LastResolution = v },
            "vertices per axis of the last grid's tile", 2, 1 << 12),
        Key.Optional<DictionaryGrid>("first_band", e => e.FirstBand, (e, v) => e with { FirstBand = v },
            "tiles per axis of the first grid; together with last_band", 1, 1 << 14),
        Key.Optional<DictionaryGrid>("last_band", e => e.LastBand, (e, v) => e with { LastBand = v },
            "tiles per axis of the last grid; together with first_band", 1, 1 << 14),
        new("finest_resolution",
            "in two dimensions: vertices along the longer side that tiles add up to; without it the task's", ReadFinest,
            e => e.FinestResolution is { } value ? DescriptionNode.Of(value) : null),
        Key.Choice<DictionaryGrid, TileFold>("fold", e => e.Fold, (e, v) => e with { Fold = v }, "Sawtooth or Triangle"))
    { Normalize = RequireBothBands };

    /// <inheritdoc/>
    public override int OutputCount(int inputs)
        => inputs is >= 1 and <= GridLayout.MaxDimensions
            ? Enumerable.Range(0, Grids).Sum(FeaturesOf)
            : throw new InputException($"A grid takes 1 to {GridLayout.MaxDimensions} coordinates, got {inputs}.");

    /// <inheritdoc/>
    public override void Declare(ParameterDeclarations into, int inputs)
    {
        ArgumentNullException.ThrowIfNull(into);
        _ = OutputCount(inputs);
        for (int grid = 0; grid < Grids; grid++)
            into.Add($"grid.{grid}.table", ParameterRole.Table, Distribution.Uniform(Grid.InitialBound),
                EntriesOf(grid, inputs), FeaturesOf(grid));
    }

    /// <inheritdoc/>
    public override Encoding Resolve(int desiredResolution)
        => FirstBand is not null || FinestResolution is not null ? this : this with { FinestResolution = desiredResolution };

    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, int firstParameter, Span<Expr> y)
    {
        foreach (GridPart part in Parts(0, x.Length, 0, firstParameter))
            part.Layout.Lower(x, part.FirstParameter, y.Slice(part.FirstOutput, part.OutputCount));
    }

    /// <inheritdoc/>
    public override void AddParts(ICollection<EncodingPart> parts, Range inputs, int firstOutput, int firstParameter)
    {
        ArgumentNullException.ThrowIfNull(parts);
        int first = inputs.Start.Value;
        foreach (GridPart part in Parts(first, inputs.End.Value - first, firstOutput, firstParameter)) parts.Add(part);
    }

    /// <summary>Tiles per axis of a grid.</summary>
    /// <param name="grid">The grid's number.</param>
    /// <param name="dimensions">Coordinates.</param>
    public double BandOf(int grid, int dimensions)
        => FirstBand is { } first && LastBand is { } last ? Between(grid, first, last)
            : dimensions == 2 ? Math.Max(1, (FinestResolution ?? Grid.UsualFinestResolution) / (double)ResolutionOf(grid))
            : Between(grid, UsualFirstBand, UsualLastBand);

    /// <summary>One part per half: the grids of a part have equally many features.</summary>
    private IEnumerable<GridPart> Parts(int firstInput, int inputs, int firstOutput, int firstParameter)
    {
        _ = OutputCount(inputs);
        int half = FineFeatures == Features ? Grids : (Grids + 1) / 2;
        foreach ((int from, int to) in ((int, int)[])[(0, half), (half, Grids)])
        {
            if (from == to) continue;
            GridLayout layout = new(inputs, FeaturesOf(from), GridInterpolation.Linear, Levels(from, to, inputs));
            yield return new(firstInput, inputs, firstOutput, layout.OutputCount, firstParameter, layout);
            firstOutput += layout.OutputCount;
            firstParameter += layout.Levels.Sum(l => l.Entries) * layout.Features;
        }
    }

    private ImmutableArray<GridLevel> Levels(int from, int to, int dimensions)
    {
        ImmutableArray<GridLevel>.Builder levels = ImmutableArray.CreateBuilder<GridLevel>(to - from);
        int firstEntry = 0;
        for (int grid = from; grid < to; grid++)
        {
            int cells = ResolutionOf(grid) - 1, entries = EntriesOf(grid, dimensions);
            levels.Add(new((float)(BandOf(grid, dimensions) * cells), 0, cells + 1, entries, false, firstEntry, cells - 1,
                cells, Fold == TileFold.Triangle));
            firstEntry = checked(firstEntry + entries);
        }
        return levels.MoveToImmutable();
    }

    private int FeaturesOf(int grid) => grid < (Grids + 1) / 2 ? Features : FineFeatures;

    private int ResolutionOf(int grid) => (int)Between(grid, BaseResolution, LastResolution);

    private int EntriesOf(int grid, int dimensions)
    {
        long entries = GridLayout.Power(ResolutionOf(grid), dimensions);
        return entries <= int.MaxValue / 8
            ? (int)entries
            : throw new InputException(
                $"Grid {grid} of the DictionaryGrid has {entries} entries, expected at most {int.MaxValue / 8}. " +
                "Take a smaller last_resolution.");
    }

    private double Between(int grid, double first, double last)
        => Grids == 1 ? first : first + ((last - first) * grid / (Grids - 1));

    private static int ReadFeatures(string key, DescriptionNode node)
        => node.AsInteger(key) is 1 or 2 or 4 or 8 ? (int)node.AsInteger(key) : throw node.Wrong(key, "1, 2, 4 or 8");

    private static DictionaryGrid ReadFinest(DictionaryGrid grid, DescriptionNode node)
        => node.AsInteger("finest_resolution") is >= 2 and <= 1 << 24
            ? grid with { FinestResolution = (int)node.AsInteger("finest_resolution") }
            : throw node.Wrong("finest_resolution", $"a whole number from 2 to {1 << 24}");

    private static DescriptionNode RequireBothBands(DescriptionNode node)
        => node["first_band"] is null == node["last_band"] is null
            ? node
            : throw node.Mistake("The DictionaryGrid has one of first_band and last_band, expected both or none.");
}
