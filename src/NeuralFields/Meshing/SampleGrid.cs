using System.Globalization;
using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Meshing;

/// <summary>Places at regular distances along the axes, numbered with x fastest and z slowest.</summary>
/// <param name="CountX">Places along x, 2 to <see cref="MaxCount"/>.</param>
/// <param name="CountY">Places along y.</param>
/// <param name="CountZ">Places along z.</param>
/// <param name="Origin">The place (0, 0, 0).</param>
/// <param name="Spacing">From one place to the next on each axis, above 0.</param>
public sealed record SampleGrid(int CountX, int CountY, int CountZ, Point3 Origin, Point3 Spacing)
{
    /// <summary>The most places along an axis: 4,096 cells.</summary>
    public const int MaxCount = 4097;

    /// <summary>All places.</summary>
    public long Count => (long)CountX * CountY * CountZ;

    /// <summary>Places of one slice of equal z.</summary>
    public int SliceCount => CountX * CountY;

    /// <summary>Half the diagonal of a cell.</summary>
    public double CellRadius => Spacing.Length / 2;

    /// <summary>The grid that fills a box; cells are as near to cubes as whole numbers of them allow.</summary>
    /// <param name="box">The box; not flat.</param>
    /// <param name="resolution">Cells along the longest side, 1 to <see cref="MaxCount"/> − 1.</param>
    /// <exception cref="InputException">The box or the resolution is out of range.</exception>
    public static SampleGrid Over(Box3 box, int resolution)
    {
        Point3 size = box.Size;
        if (box.IsEmpty || !(size.X > 0 && size.Y > 0 && size.Z > 0 && double.IsFinite(size.Length)))
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"the box from {box.Min} to {box.Max} has no volume, expected three sides above 0."));
        if (resolution is < 1 or >= MaxCount)
            throw new InputException($"the resolution is {resolution}, expected 1 to {MaxCount - 1} cells.");
        double cell = size.Largest / resolution;
        (int x, int y, int z) = (CellCount(size.X, cell), CellCount(size.Y, cell), CellCount(size.Z, cell));
        return new(x + 1, y + 1, z + 1, box.Min, new(size.X / x, size.Y / y, size.Z / z));
    }

    /// <summary>A place of the grid or, for broken numbers, one between its places.</summary>
    public Vector3 Place(double x, double y, double z) => new(
        (float)(Origin.X + (x * Spacing.X)), (float)(Origin.Y + (y * Spacing.Y)), (float)(Origin.Z + (z * Spacing.Z)));

    /// <summary>Throws unless counts and spacing are in range.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    internal void Require()
    {
        if (CountX is < 2 or > MaxCount || CountY is < 2 or > MaxCount || CountZ is < 2 or > MaxCount)
            throw new ArgumentException(
                $"the grid has {CountX} × {CountY} × {CountZ} places, expected 2 to {MaxCount} along each axis.");
        if (!(Spacing.X > 0 && Spacing.Y > 0 && Spacing.Z > 0))
            throw new ArgumentException($"the grid's spacing is {Spacing}, expected numbers above 0.");
    }

    private static int CellCount(double side, double cell) => Math.Max(1, (int)Math.Round(side / cell));
}
