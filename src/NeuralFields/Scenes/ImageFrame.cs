using NeuralFields.Descriptions;
using NeuralFields.Fields;
using NeuralFields.Images;

namespace NeuralFields.Scenes;

/// <summary>The picture that a field stands for, as field files record it.</summary>
/// <param name="Width">Pixels per row of the picture that was trained.</param>
/// <param name="Height">Its rows.</param>
/// <param name="Encoding">What the field's values stand for.</param>
/// <param name="Coordinates">The coordinates of pixels.</param>
public sealed record ImageFrame(int Width, int Height, ColorEncoding Encoding, CoordinateFrame Coordinates)
{
    private const int MaxSide = 1 << 24;

    /// <summary>From places in the picture to coordinates.</summary>
    public CoordinateMap Map => Coordinates.Map(Width, Height);

    /// <summary>
    /// The frame as metadata; <c>origin</c> and <c>span</c> give coordinates = origin + span · (u, v).
    /// </summary>
    public DescriptionNode Write()
    {
        CoordinateMap map = Map;
        return DescriptionNode.Of(
        [
            new("width", DescriptionNode.Of(Width)),
            new("height", DescriptionNode.Of(Height)),
            new("color", DescriptionNode.Of(Encoding.ToString())),
            .. CoordinateFrame.Schema.Write(Coordinates).Members,
            new("origin", Pair(map.OriginX, map.OriginY)),
            new("span", Pair(map.SpanX, map.SpanY)),
        ]);
    }

    /// <summary>Reads metadata.</summary>
    /// <exception cref="InputException">A key is absent or out of range.</exception>
    public static ImageFrame Read(DescriptionNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        DescriptionNode color = Member(node, "color");
        if (!Enum.GetNames<ColorEncoding>().Contains(color.AsString("color")))
            throw color.Wrong("color", "one of " + string.Join(", ", Enum.GetNames<ColorEncoding>()));
        DescriptionNode coordinates =
            DescriptionNode.Of([.. node.Members.Where(m => m.Key is "range" or "aspect")], node.Place);
        return new ImageFrame(
            Side(node, "width"), Side(node, "height"), Enum.Parse<ColorEncoding>(color.Text),
            CoordinateFrame.Schema.ReadOver(new CoordinateFrame(), coordinates));
    }

    private static int Side(DescriptionNode node, string key)
        => Member(node, key).AsInteger(key) is >= 1 and <= MaxSide and var side
            ? (int)side
            : throw Member(node, key).Wrong(key, $"a whole number from 1 to {MaxSide}");

    private static DescriptionNode Member(DescriptionNode node, string key)
        => node[key] ?? throw node.Mistake($"the frame has no \"{key}\"; expected a field of a picture.");

    private static DescriptionNode Pair(double x, double y)
        => DescriptionNode.Of((IReadOnlyList<DescriptionNode>)[DescriptionNode.Of(x), DescriptionNode.Of(y)]);
}
