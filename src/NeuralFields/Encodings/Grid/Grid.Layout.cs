using System.Collections.Immutable;

namespace NeuralFields.Encodings;

public abstract partial record Grid
{
    // Tables are padded to this many entries, as in tiny-cuda-nn; vectors of features stay aligned.
    private const int EntryMultiple = 8;

    /// <summary>The shape of all levels. A grid without a growth reaches <see cref="UsualFinestResolution"/>.</summary>
    /// <param name="dimensions">Coordinates, 1 to 7.</param>
    /// <exception cref="InputException">The tables would have over 2³¹−1 entries, or dimensions is out of range.</exception>
    public GridLayout Layout(int dimensions)
    {
        _ = OutputCount(dimensions);
        double growth = ((Grid)Resolve(UsualFinestResolution)).PerLevelScale!.Value;
        ImmutableArray<GridLevel>.Builder levels = ImmutableArray.CreateBuilder<GridLevel>(Levels);
        double vertices = BaseResolution;
        long entries = 0;
        for (int l = 0; l < Levels; l++, vertices *= growth)
        {
            levels.Add(Level(l, vertices, dimensions, (int)entries));
            entries += levels[l].Entries;
            if (entries > int.MaxValue) throw TooLarge($"{entries} entries", l);
        }
        return new GridLayout(dimensions, Features, Interpolation, levels.MoveToImmutable());
    }

    private GridLevel Level(int level, double vertices, int dimensions, int firstEntry)
    {
        // Float, as tiny-cuda-nn has it. The product before it is in double so that a growth taken from the finest
        // resolution arrives at exactly that many vertices: its error of 1e-15 is gone after the rounding.
        float scale = (float)(vertices - 1);
        if (scale > int.MaxValue / 2) throw TooLarge($"{vertices:0} vertices per axis", level);
        int resolution = (int)Math.Ceiling(scale) + 1;
        long span = GridLayout.Span(resolution, dimensions);
        long dense = Math.Min(GridLayout.Power(resolution, dimensions), int.MaxValue);
        dense = (dense + EntryMultiple - 1) / EntryMultiple * EntryMultiple;
        long size = TableSize(dense, dimensions);
        if (size > int.MaxValue) throw TooLarge($"{size} entries", level);
        bool nearest = Interpolation == GridInterpolation.Nearest;
        return new GridLevel(scale, AlignCorners && !nearest ? 0f : 0.5f, resolution, (int)size,
            IsHashed && size < span, firstEntry, LastCell(resolution, nearest));
    }

    // The upper corner of the last cell is the last vertex; a nearest vertex has no upper corner.
    private int LastCell(int resolution, bool nearest)
        => !AlignCorners ? -1 : nearest ? resolution - 1 : Math.Max(0, resolution - 2);

    private static InputException TooLarge(string got, int level)
        => new($"Grid level {level}: the grid has {got}, expected at most {int.MaxValue}. " +
            "Take fewer levels, a smaller finest_resolution or per_level_scale, or a HashGrid.");
}
