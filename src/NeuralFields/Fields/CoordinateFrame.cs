using NeuralFields.Descriptions;

namespace NeuralFields.Fields;

/// <summary>The interval that a picture's coordinates cover.</summary>
public enum CoordinateRange
{
    /// <summary>[0,1], as grids and Fourier features expect.</summary>
    Unit,

    /// <summary>[−1,1], as sine networks and their kin expect.</summary>
    Symmetric,
}

/// <summary>What happens to a picture that is not square.</summary>
public enum CoordinateAspect
{
    /// <summary>Each side spans the range by itself.</summary>
    Stretched,

    /// <summary>
    /// The longer side spans the range; the shorter keeps the same scale, from 0 in [0,1] and centred in [−1,1].
    /// </summary>
    Isotropic,
}

/// <summary>
/// The coordinates at which a field sees a picture. Stored with the field: every frequency of an encoding is relative
/// to it. Pixel centres are at (i+½)/N of a side; y points down.
/// </summary>
public sealed record CoordinateFrame
{
    /// <summary>The interval that coordinates cover.</summary>
    public CoordinateRange Range { get; init; }

    /// <summary>What happens to a picture that is not square.</summary>
    public CoordinateAspect Aspect { get; init; }

    /// <summary>The key of <see cref="Range"/>, which data of any kind has.</summary>
    public static SchemaKey<CoordinateFrame> RangeKey { get; } =
        Word("range", f => f.Range, (f, v) => f with { Range = v },
            "interval of coordinates: unit [0,1] or symmetric [-1,1]");

    /// <summary>Keys of scene files.</summary>
    public static Schema<CoordinateFrame, CoordinateFrame> Schema { get; } = new(
        "", "The coordinates at which a field sees a picture.", new CoordinateFrame(), RangeKey,
        Word("aspect", f => f.Aspect, (f, v) => f with { Aspect = v },
            "stretched: each side spans the range; isotropic: the longer side does, with equal scale"));

    /// <summary>The map from places in a picture to coordinates.</summary>
    /// <param name="width">Pixels per row of the picture that was trained.</param>
    /// <param name="height">Its rows.</param>
    public CoordinateMap Map(int width, int height)
    {
        double longer = Math.Max(width, height);
        bool isotropic = Aspect == CoordinateAspect.Isotropic;
        double spanX = isotropic ? width / longer : 1, spanY = isotropic ? height / longer : 1;
        return Range == CoordinateRange.Unit ? new(0, spanX, 0, spanY) : new(-spanX, 2 * spanX, -spanY, 2 * spanY);
    }

    /// <summary>A key that holds one of an enumeration's names in lower case.</summary>
    private static SchemaKey<CoordinateFrame> Word<TEnum>(
        string name, Func<CoordinateFrame, TEnum> get, Func<CoordinateFrame, TEnum, CoordinateFrame> set,
        string summary)
        where TEnum : struct, Enum
    {
        (string Word, TEnum Value)[] words =
            [.. Enum.GetValues<TEnum>().Select(v => (v.ToString().ToLowerInvariant(), v))];
        return new(name, summary,
            (frame, node) => words.FirstOrDefault(w => w.Word == node.AsString(name)) is { Word: not null } found
                ? set(frame, found.Value)
                : throw node.Wrong(name, "one of " + string.Join(", ", words.Select(w => w.Word))),
            frame => DescriptionNode.Of(words.First(w => w.Value.Equals(get(frame))).Word));
    }
}

/// <summary>Maps places in a picture, u to the right and v down, both 0 to 1, to a field's coordinates.</summary>
/// <param name="OriginX">x at u = 0.</param>
/// <param name="SpanX">Change of x from u = 0 to 1.</param>
/// <param name="OriginY">y at v = 0.</param>
/// <param name="SpanY">Change of y from v = 0 to 1.</param>
public readonly record struct CoordinateMap(double OriginX, double SpanX, double OriginY, double SpanY)
{
    /// <summary>The horizontal coordinate.</summary>
    /// <param name="u">0 at the left edge, 1 at the right edge; other values lie outside.</param>
    public float X(double u) => (float)(OriginX + (u * SpanX));

    /// <summary>The vertical coordinate.</summary>
    /// <param name="v">0 at the top edge, 1 at the bottom edge; other values lie outside.</param>
    public float Y(double v) => (float)(OriginY + (v * SpanY));
}
