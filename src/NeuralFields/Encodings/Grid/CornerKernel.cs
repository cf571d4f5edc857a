using System.Runtime.CompilerServices;
using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

/// <summary>Cells and table indices of a vector of samples.</summary>
internal static unsafe class CornerKernel<O, V, I>
    where O : struct, ISimdIndex<V, I> where V : struct where I : struct
{
    /// <summary>The lower corner along one axis, and the weight of the upper one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Cell(in GridLevel level, bool smooth, V x, out V upper)
    {
        V position = O.Fma(x, O.Set(level.Scale), O.Set(level.Shift));
        if (level.Period > 0) position = Fold(level, position);
        V whole = O.Floor(position);
        if (level.LastCell >= 0) whole = O.Clamp(whole, O.Zero, O.Set(level.LastCell));
        upper = O.Subtract(position, whole);
        if (smooth)
            upper = O.Multiply(O.Multiply(upper, upper), O.Subtract(O.Set(3), O.Add(upper, upper)));
        return O.ToIndex(whole);
    }

    /// <summary>How the weight of the upper corner grows across the cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Slope(in GridLevel level, bool smooth, V x)
    {
        V position = O.Fma(x, O.Set(level.Scale), O.Set(level.Shift)), side = O.Set(1);
        if (level.IsMirrored)
            side = O.Subtract(side, O.SelectPositive(O.Subtract(Repeat(level, position), O.Set(level.Period)), O.Set(2)));
        if (!smooth) return side;
        if (level.Period > 0) position = Fold(level, position);
        V whole = O.Floor(position);
        if (level.LastCell >= 0) whole = O.Clamp(whole, O.Zero, O.Set(level.LastCell));
        V fraction = O.Subtract(position, whole);
        return O.Multiply(side, O.Multiply(O.Multiply(O.Set(6), fraction), O.Subtract(O.Set(1), fraction)));
    }

    /// <summary>The place within the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fold(in GridLevel level, V position)
    {
        V place = Repeat(level, position);
        return level.IsMirrored ? O.Clamp(place, O.Zero, O.Subtract(O.Set(2 * level.Period), place)) : place;
    }

    /// <summary>
    /// The place within what repeats: a tile, or one that runs on and one that runs back. Rounding may leave it a little
    /// outside, which clamping mends.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Repeat(in GridLevel level, V position)
    {
        float period = level.IsMirrored ? 2 * level.Period : level.Period;
        return O.Fma(O.Set(-period), O.Floor(O.Multiply(position, O.Set(1 / period))), position);
    }

    /// <summary>Indices of the four corners: x varies fastest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Corners2(in GridLevel level, I x, I y, uint* index)
    {
        I one = O.SetIndex(1);
        if (level.Hashed)
        {
            I mask = O.SetIndex((uint)level.Entries - 1), prime = O.SetIndex(GridLayout.Primes[1]);
            I low = O.MultiplyIndex(y, prime), high = O.AddIndex(low, prime), right = O.AddIndex(x, one);
            O.StoreIndex(O.And(O.Xor(x, low), mask), index);
            O.StoreIndex(O.And(O.Xor(right, low), mask), index + O.Width);
            O.StoreIndex(O.And(O.Xor(x, high), mask), index + (2 * O.Width));
            O.StoreIndex(O.And(O.Xor(right, high), mask), index + (3 * O.Width));
            return;
        }
        I row = O.SetIndex((uint)level.Resolution), corner = O.AddIndex(x, O.MultiplyIndex(y, row));
        StoreDense(level, corner, index);
        StoreDense(level, O.AddIndex(corner, one), index + O.Width);
        corner = O.AddIndex(corner, row);
        StoreDense(level, corner, index + (2 * O.Width));
        StoreDense(level, O.AddIndex(corner, one), index + (3 * O.Width));
    }

    /// <summary>Indices of the eight corners: x varies fastest, then y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Corners3(in GridLevel level, I x, I y, I z, uint* index)
    {
        if (!level.Hashed)
        {
            I plane = O.SetIndex((uint)level.Resolution * (uint)level.Resolution);
            I corner = O.MultiplyIndex(z, plane);
            Plane(level, x, y, corner, index);
            Plane(level, x, y, O.AddIndex(corner, plane), index + (4 * O.Width));
            return;
        }
        I prime = O.SetIndex(GridLayout.Primes[2]), low = O.MultiplyIndex(z, prime);
        HashedPlane(level, x, y, low, index);
        HashedPlane(level, x, y, O.AddIndex(low, prime), index + (4 * O.Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Plane(in GridLevel level, I x, I y, I start, uint* index)
    {
        I one = O.SetIndex(1), row = O.SetIndex((uint)level.Resolution);
        I corner = O.AddIndex(start, O.AddIndex(x, O.MultiplyIndex(y, row)));
        StoreDense(level, corner, index);
        StoreDense(level, O.AddIndex(corner, one), index + O.Width);
        corner = O.AddIndex(corner, row);
        StoreDense(level, corner, index + (2 * O.Width));
        StoreDense(level, O.AddIndex(corner, one), index + (3 * O.Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void HashedPlane(in GridLevel level, I x, I y, I hash, uint* index)
    {
        I mask = O.SetIndex((uint)level.Entries - 1), prime = O.SetIndex(GridLayout.Primes[1]);
        I low = O.MultiplyIndex(y, prime), high = O.Xor(O.AddIndex(low, prime), hash);
        low = O.Xor(low, hash);
        I right = O.AddIndex(x, O.SetIndex(1));
        O.StoreIndex(O.And(O.Xor(x, low), mask), index);
        O.StoreIndex(O.And(O.Xor(right, low), mask), index + O.Width);
        O.StoreIndex(O.And(O.Xor(x, high), mask), index + (2 * O.Width));
        O.StoreIndex(O.And(O.Xor(right, high), mask), index + (3 * O.Width));
    }

    /// <summary>
    /// index mod Entries. Inside [0,1] one subtraction does; a tiled level, or a coordinate far outside, takes the
    /// division, so that no coordinate (not even NaN) can reach past the table.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDense(in GridLevel level, I corner, uint* index)
    {
        I wrapped = O.WrapOnce(corner, O.SetIndex((uint)level.Entries));
        O.StoreIndex(wrapped, index);
        if (O.AnyAtLeast(wrapped, O.SetIndex((uint)level.Entries))) Divide((uint)level.Entries, corner, index);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Divide(uint entries, I corner, uint* index)
    {
        O.StoreIndex(corner, index);
        for (int lane = 0; lane < O.Width; lane++) index[lane] %= entries;
    }
}
