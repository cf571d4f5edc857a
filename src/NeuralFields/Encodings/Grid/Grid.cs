using NeuralFields.Codegen;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Encodings;

/// <summary>
/// A multiresolution grid: tables of trained features at the vertices of nested grids, interpolated at the coordinates
/// and concatenated, coarse to fine. Coordinates are meant for [0, 1].
/// </summary>
/// <remarks>
/// tiny-cuda-nn's rules for sizes and indices (Müller et al. 2022, Instant Neural Graphics Primitives). Base
/// resolutions count vertices per axis, not cells.
/// </remarks>
public abstract partial record Grid : Encoding
{
    /// <summary>The resolution that a grid without a growth of its own reaches in fields that are not images.</summary>
    public const int UsualFinestResolution = 2048;

    /// <summary>Tables start within ±this: almost nothing, so that places that no sample reaches stay smooth.</summary>
    internal const double InitialBound = 1e-4;

    /// <summary>Levels, coarse to fine.</summary>
    public int Levels { get; init; } = 16;

    /// <summary>Features per entry: 1, 2, 4 or 8.</summary>
    public int Features { get; init; } = 2;

    /// <summary>Binary logarithm of the entries per table from which on a hash grid hashes.</summary>
    public int Log2TableSize { get; init; } = 15;

    /// <summary>Vertices per axis of the coarsest level.</summary>
    public int BaseResolution { get; init; } = 16;

    /// <summary>Vertices per axis of the finest level, or null.</summary>
    public int? FinestResolution { get; init; }

    /// <summary>Growth of the resolution per level, or null. Not together with <see cref="FinestResolution"/>.</summary>
    public double? PerLevelScale { get; init; }

    /// <summary>How features are blended within a cell.</summary>
    public GridInterpolation Interpolation { get; init; } = GridInterpolation.Linear;

    /// <summary>Whether the outermost vertices lie at 0 and 1; otherwise levels are shifted by half a cell.</summary>
    public bool AlignCorners { get; init; }

    /// <inheritdoc/>
    public override int OutputCount(int inputs)
        => inputs is >= 1 and <= GridLayout.MaxDimensions
            ? Levels * Features
            : throw new InputException(
                $"A grid takes 1 to {GridLayout.MaxDimensions} coordinates, got {inputs}. " +
                "Give it fewer in a Composite (n_dims_to_encode).");

    /// <inheritdoc/>
    public override void Declare(ParameterDeclarations into, int inputs)
    {
        ArgumentNullException.ThrowIfNull(into);
        GridLayout layout = Layout(inputs);
        for (int l = 0; l < layout.Levels.Length; l++)
            into.Add($"level.{l}.table", ParameterRole.Table, Distribution.Uniform(InitialBound),
                layout.Levels[l].Entries, Features);
    }

    /// <inheritdoc/>
    public override void AddParts(ICollection<EncodingPart> parts, Range inputs, int firstOutput, int firstParameter)
    {
        ArgumentNullException.ThrowIfNull(parts);
        int first = inputs.Start.Value, count = inputs.End.Value - first;
        parts.Add(new GridPart(first, count, firstOutput, OutputCount(count), firstParameter, Layout(count)));
    }

    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, int firstParameter, Span<Expr> y)
        => Layout(x.Length).Lower(x, firstParameter, y);

    /// <summary>
    /// The grid with its growth fixed: <see cref="FinestResolution"/>, or for a grid that says nothing the resolution
    /// that the task asks for, becomes <see cref="PerLevelScale"/> (instant-ngp's rule).
    /// </summary>
    /// <param name="desiredResolution">
    /// Vertices per axis that suit the task: max(width, height) of an image, else 2048.
    /// </param>
    public override Encoding Resolve(int desiredResolution)
    {
        if (PerLevelScale is not null) return this;
        int finest = FinestResolution ?? UsualFinest(desiredResolution);
        return this with { PerLevelScale = Growth(finest), FinestResolution = null };
    }

    /// <summary>The entries of a level's table.</summary>
    /// <param name="dense">Entries of a table with one for every vertex.</param>
    /// <param name="dimensions">Coordinates.</param>
    protected abstract long TableSize(long dense, int dimensions);

    /// <summary>Whether levels larger than their table are hashed.</summary>
    protected abstract bool IsHashed { get; }

    /// <summary>The resolution that the finest level takes where the description says nothing.</summary>
    /// <param name="desiredResolution">What the task asks for.</param>
    protected virtual int UsualFinest(int desiredResolution) => desiredResolution;

    private double Growth(int finest)
        => Levels == 1 ? 1 : DeterministicMath.Pow(finest / (double)BaseResolution, 1.0 / (Levels - 1));
}
