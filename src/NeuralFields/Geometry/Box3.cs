using System.Numerics;

namespace NeuralFields.Geometry;

/// <summary>A box along the axes; empty while its minimum is above its maximum.</summary>
/// <param name="Min">The corner of least coordinates.</param>
/// <param name="Max">The corner of largest coordinates.</param>
public readonly record struct Box3(Point3 Min, Point3 Max)
{
    /// <summary>The box that holds nothing; growing it by a place gives that place.</summary>
    public static Box3 Empty { get; } = new(
        new(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity),
        new(double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity));

    /// <summary>The smallest box around places.</summary>
    /// <param name="places">[n] places, relative to <paramref name="origin"/>.</param>
    /// <param name="origin">What the places are relative to.</param>
    public static Box3 Of(ReadOnlySpan<Vector3> places, Point3 origin = default)
    {
        if (places.IsEmpty) return Empty;
        Vector3 min = places[0], max = min;
        foreach (Vector3 place in places) (min, max) = (Vector3.Min(min, place), Vector3.Max(max, place));
        return new(Point3.Of(min) + origin, Point3.Of(max) + origin);
    }

    /// <summary>Whether it holds nothing.</summary>
    public bool IsEmpty => !(Min.X <= Max.X && Min.Y <= Max.Y && Min.Z <= Max.Z);

    /// <summary>The middle.</summary>
    public Point3 Center => (Min + Max) * 0.5;

    /// <summary>Lengths of the sides.</summary>
    public Point3 Size => Max - Min;

    /// <summary>Length of the diagonal.</summary>
    public double Diagonal => Size.Length;

    /// <summary>The box with every side moved outwards.</summary>
    /// <param name="margin">By how much.</param>
    public Box3 Grow(double margin)
        => new(Min - new Point3(margin, margin, margin), Max + new Point3(margin, margin, margin));

    /// <summary>What both boxes hold.</summary>
    public Box3 Intersect(Box3 other) => new(Point3.Max(Min, other.Min), Point3.Min(Max, other.Max));

    /// <summary>Whether a place lies inside or on the border.</summary>
    public bool Contains(Point3 p)
        => p.X >= Min.X && p.Y >= Min.Y && p.Z >= Min.Z && p.X <= Max.X && p.Y <= Max.Y && p.Z <= Max.Z;
}
