using System.Collections.Immutable;

namespace NeuralFields.Encodings;

/// <summary>How features are blended between the vertices of a cell.</summary>
public enum GridInterpolation
{
    /// <summary>The vertex c itself, which the half-cell shift makes the nearest one.</summary>
    Nearest,

    /// <summary>Multilinear, w = f.</summary>
    Linear,

    /// <summary>Multilinear with w = f²(3 − 2f): continuous first derivative.</summary>
    Smoothstep,
}

/// <summary>One level of a multiresolution grid, with everything its index rule needs.</summary>
/// <param name="Scale">p = x·Scale + Shift.</param>
/// <param name="Shift">½ in tiny-cuda-nn's convention, 0 with aligned corners.</param>
/// <param name="Resolution">Vertices per axis; the row stride of dense indices.</param>
/// <param name="Entries">Entries of the level's table; every index is taken modulo this.</param>
/// <param name="Hashed">Whether indices come from the hash (Entries is then a power of two).</param>
/// <param name="FirstEntry">Entries of all levels before this one.</param>
/// <param name="LastCell">Cells are clamped to 0…LastCell with aligned corners; negative means no clamp.</param>
/// <param name="Period">The level repeats after so many cells; 0 where it does not.</param>
/// <param name="IsMirrored">Whether every other repetition runs backwards, so that nothing jumps in between.</param>
public readonly record struct GridLevel(
    float Scale, float Shift, int Resolution, int Entries, bool Hashed, int FirstEntry, int LastCell,
    int Period = 0, bool IsMirrored = false);

/// <summary>The resolved shape of a multiresolution grid.</summary>
/// <param name="Dimensions">Coordinates, 1 to 7.</param>
/// <param name="Features">Features per entry: 1, 2, 4 or 8.</param>
/// <param name="Interpolation">How features are blended.</param>
/// <param name="Levels">The levels, coarse to fine.</param>
/// <remarks>
/// tiny-cuda-nn's rules: index = Σ c_d·Resolution^d in wrapping 32-bit arithmetic, or the hash where the table is
/// smaller than the grid, always modulo Entries. Levels lie one after another in the parameter vector, feature index fastest.
/// </remarks>
public sealed partial record GridLayout(
    int Dimensions, int Features, GridInterpolation Interpolation, ImmutableArray<GridLevel> Levels)
{
    /// <summary>The factors of the coherent hash, XOR over d of c_d·Primes[d] in 32 bits.</summary>
    public static ReadOnlySpan<uint> Primes
        => [1u, 2654435761u, 805459861u, 3674653429u, 2097192037u, 1434869437u, 2165219737u];

    /// <summary>The most coordinates a grid takes: one for every factor of the hash.</summary>
    public const int MaxDimensions = 7;

    /// <summary>Features of all levels.</summary>
    public int OutputCount => Levels.Length * Features;

    /// <summary>
    /// The number that a table's size is compared with to decide whether the level is hashed: resolution^dimensions,
    /// or 2³²−1 where that exceeds 32 bits (tiny-cuda-nn does not compute the product then).
    /// </summary>
    public static long Span(int resolution, int dimensions) => Math.Min(Power(resolution, dimensions), uint.MaxValue);

    /// <summary>number^exponent, or 2⁶³−1 where that is larger.</summary>
    public static long Power(int number, int exponent)
    {
        Int128 power = 1;
        for (int i = 0; i < exponent; i++) power = Int128.Min(power * number, long.MaxValue);
        return (long)power;
    }
}
