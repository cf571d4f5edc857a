using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Volumes;

/// <summary>
/// Which cells of a space may hold something: 128³ cells per cascade, in a tree of 64 children a node. One word is a
/// brick of 4³ cells, one word of the level above says which of 4³ bricks hold anything.
/// </summary>
public sealed class OccupancyBits
{
    /// <summary>Cells along an axis.</summary>
    public const int Resolution = 128;

    /// <summary>Cells of a cascade.</summary>
    public const int CellsPerCascade = Resolution * Resolution * Resolution;

    /// <summary>Bricks of a cascade.</summary>
    public const int BricksPerCascade = CellsPerCascade / 64;

    private const int BlocksPerCascade = BricksPerCascade / 64;

    private readonly ulong[] _bricks, _blocks;

    /// <summary>Empty space.</summary>
    /// <param name="cascades">Nested cubes, 1 to 8.</param>
    public OccupancyBits(int cascades)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cascades, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cascades, 8);
        Cascades = cascades;
        _bricks = new ulong[cascades * BricksPerCascade];
        _blocks = new ulong[cascades * BlocksPerCascade];
    }

    /// <summary>The bits of a training state.</summary>
    /// <param name="signed">[cascades · 128³] the numbers of TrainingState.Occupancy: negative where a cell is empty.</param>
    public static OccupancyBits Of(ReadOnlySpan<float> signed)
    {
        int cascades = signed.Length / CellsPerCascade;
        Shape.Require(signed.Length, cascades * CellsPerCascade, "128³ numbers per cascade");
        OccupancyBits bits = new(cascades);
        bits.SetFrom(signed);
        return bits;
    }

    /// <summary>The bits of a field file.</summary>
    /// <param name="bricks">[cascades · 32³] words, as <see cref="Bricks"/> has them.</param>
    /// <exception cref="InputException">They are not those of 1 to 8 cascades.</exception>
    public static OccupancyBits OfBricks(ReadOnlySpan<ulong> bricks)
    {
        int cascades = bricks.Length / BricksPerCascade;
        if (cascades is < 1 or > 8 || bricks.Length != cascades * BricksPerCascade)
            throw new InputException(
                $"the occupied cells are {bricks.Length} words, expected {BricksPerCascade} for each of 1 to 8 cascades.");
        OccupancyBits bits = new(cascades);
        for (int brick = 0; brick < bricks.Length; brick++) bits.Set(brick, bricks[brick]);
        bits.Complete();
        return bits;
    }

    /// <summary>Nested cubes.</summary>
    public int Cascades { get; }

    /// <summary>[cascades · 32³] words of 4³ cells; write through <see cref="Set"/>.</summary>
    public ReadOnlySpan<ulong> Bricks => _bricks;

    /// <summary>The part of all cells that may hold something.</summary>
    public double Filled
    {
        get
        {
            long bits = 0;
            foreach (ulong word in _bricks) bits += BitOperations.PopCount(word);
            return bits / (double)((long)Cascades * CellsPerCascade);
        }
    }

    /// <summary>Whether a cell may hold something.</summary>
    public bool this[int cell] => ((_bricks[cell >> 6] >> (cell & 63)) & 1) != 0;

    /// <summary>The number of a cell: bricks one after another, x fastest in bricks and in cells.</summary>
    public static int CellOf(int cascade, int x, int y, int z)
        => (((cascade * BricksPerCascade) + BrickOf(x, y, z)) << 6) | BitOf(x, y, z);

    /// <summary>Where a cell lies in its cascade.</summary>
    public static (int Cascade, int X, int Y, int Z) PlaceOf(int cell)
    {
        int brick = (cell >> 6) % BricksPerCascade, bit = cell & 63;
        return (
            cell / CellsPerCascade, ((brick & 31) << 2) | (bit & 3), (((brick >> 5) & 31) << 2) | ((bit >> 2) & 3),
            ((brick >> 10) << 2) | (bit >> 4));
    }

    /// <summary>The smallest box around what a cascade may hold, in the field's space; empty where it holds nothing.</summary>
    /// <param name="cascade">Its number, 0 for the finest.</param>
    public Box3 BoundsOf(int cascade)
    {
        Box3 bounds = Box3.Empty;
        double side = 1 << cascade, cell = side / Resolution, low = 0.5 - (0.5 * side);
        for (int brick = cascade * BricksPerCascade; brick < (cascade + 1) * BricksPerCascade; brick++)
            for (ulong word = _bricks[brick]; word != 0; word &= word - 1)
            {
                (_, int x, int y, int z) = PlaceOf((brick << 6) | BitOperations.TrailingZeroCount(word));
                Point3 corner = new(low + (x * cell), low + (y * cell), low + (z * cell));
                bounds = new(Point3.Min(bounds.Min, corner), Point3.Max(bounds.Max, corner + new Point3(cell, cell, cell)));
            }
        return bounds;
    }

    /// <summary>Fills all cells of all cascades.</summary>
    public void Fill()
    {
        Array.Fill(_bricks, ulong.MaxValue);
        Array.Fill(_blocks, ulong.MaxValue);
    }

    /// <summary>Sets all cells.</summary>
    /// <param name="signed">[cells] negative, −0 included, where a cell is empty.</param>
    internal void SetFrom(ReadOnlySpan<float> signed)
    {
        for (int brick = 0; brick < _bricks.Length; brick++)
        {
            ulong word = 0;
            for (int bit = 0; bit < 64; bit++)
                if (!float.IsNegative(signed[(brick * 64) + bit])) word |= 1ul << bit;
            _bricks[brick] = word;
        }
        Complete();
    }

    /// <summary>Sets a brick. <see cref="Complete"/> must follow before rays are marched.</summary>
    /// <param name="brick">Its number over all cascades.</param>
    /// <param name="word">A bit per cell.</param>
    public void Set(int brick, ulong word) => _bricks[brick] = word;

    /// <summary>Fills a cell. <see cref="Complete"/> must follow before rays are marched.</summary>
    /// <param name="cell">Its number.</param>
    public void Add(int cell) => _bricks[cell >> 6] |= 1ul << (cell & 63);

    /// <summary>Empties bricks.</summary>
    /// <param name="kept">[cascades · 32³] whether a brick stays as it is.</param>
    public void Keep(ReadOnlySpan<bool> kept)
    {
        Shape.Require(kept.Length, _bricks.Length, "one answer per brick");
        for (int brick = 0; brick < _bricks.Length; brick++)
            if (!kept[brick]) _bricks[brick] = 0;
        Complete();
    }

    /// <summary>Adds to the middle of each cascade what the finer one holds, and renews the level above the bricks.</summary>
    public void Complete()
    {
        for (int cascade = 1; cascade < Cascades; cascade++) AddFiner(cascade);
        Array.Clear(_blocks);
        for (int brick = 0; brick < _bricks.Length; brick++)
            if (_bricks[brick] != 0) _blocks[BlockOf(brick)] |= 1ul << BrickBitOf(brick);
    }

    /// <summary>Whether a cell may hold something, and otherwise how many cells around it, aligned, are empty too.</summary>
    /// <returns>0 where it may hold something; else 1, 4 or 16: the side of the empty cube that holds the cell.</returns>
    internal int EmptySide(int cascade, int x, int y, int z)
    {
        int brick = (cascade * BricksPerCascade) + BrickOf(x, y, z);
        ulong word = _bricks[brick];
        if (word != 0) return ((word >> BitOf(x, y, z)) & 1) != 0 ? 0 : 1;
        return _blocks[BlockOf(brick)] != 0 ? 4 : 16;
    }

    private static int BrickOf(int x, int y, int z) => ((z >> 2) << 10) | ((y >> 2) << 5) | (x >> 2);

    private static int BitOf(int x, int y, int z) => ((z & 3) << 4) | ((y & 3) << 2) | (x & 3);

    private static int BlockOf(int brick)
        => ((brick / BricksPerCascade) * BlocksPerCascade)
            | (((brick >> 12) & 7) << 6) | (((brick >> 7) & 7) << 3) | ((brick >> 2) & 7);

    private static int BrickBitOf(int brick) => (((brick >> 10) & 3) << 4) | (((brick >> 5) & 3) << 2) | (brick & 3);

    /// <summary>A cell of the middle half covers 2³ cells of the finer cascade.</summary>
    private void AddFiner(int cascade)
    {
        const int quarter = Resolution / 4;
        int first = (cascade - 1) * BricksPerCascade;
        for (int brick = 0; brick < BricksPerCascade; brick++)
        {
            ulong word = _bricks[first + brick];
            if (word == 0) continue;
            (_, int x, int y, int z) = PlaceOf(brick << 6);
            for (int corner = 0; corner < 8; corner++)
            {
                int dx = (corner & 1) * 2, dy = (corner >> 1 & 1) * 2, dz = (corner >> 2) * 2;
                // Cells 0, 1, 4, 5, 16, 17, 20 and 21 of a brick are its first 2³.
                if (((word >> BitOf(dx, dy, dz)) & 0x330033) == 0) continue;
                int cell = CellOf(
                    cascade, quarter + ((x + dx) / 2), quarter + ((y + dy) / 2), quarter + ((z + dz) / 2));
                _bricks[cell >> 6] |= 1ul << (cell & 63);
            }
        }
    }
}
