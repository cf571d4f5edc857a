using System.Globalization;
using System.Numerics;
using NeuralFields.Images;

namespace NeuralFields.Rendering;

/// <summary>What lies behind a view: nothing, or a colour that may change from the upper to the lower edge.</summary>
/// <param name="Top">Linear RGB at the upper edge.</param>
/// <param name="Bottom">Linear RGB at the lower edge.</param>
public sealed record Background(Vector3 Top, Vector3 Bottom)
{
    // Lower case; others are written as #rrggbb.
    private static readonly Dictionary<string, Background> s_named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["studio"] = new(Coded(0xf3, 0xf4, 0xf6), Coded(0xd3, 0xd6, 0xdb)),
        ["transparent"] = new(default, default) { IsTransparent = true },
        ["white"] = Of(Vector3.One),
        ["black"] = Of(default),
        ["grey"] = Of(Coded(0x80, 0x80, 0x80)),
        ["gray"] = Of(Coded(0x80, 0x80, 0x80)),
    };

    /// <summary>A light neutral gradient, as behind products.</summary>
    public static Background Studio => s_named["studio"];

    /// <summary>Nothing: pictures get an alpha channel.</summary>
    public static Background Transparent => s_named["transparent"];

    /// <summary>Whether pictures get an alpha channel in place of a background.</summary>
    public bool IsTransparent { get; private init; }

    /// <summary>One colour everywhere.</summary>
    /// <param name="color">Linear RGB.</param>
    public static Background Of(Vector3 color) => new(color, color);

    /// <summary>Reads <c>studio</c>, <c>transparent</c>, a common name, <c>#rgb</c> or <c>#rrggbb</c>.</summary>
    /// <exception cref="InputException">It is none of them.</exception>
    public static Background Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (s_named.TryGetValue(text, out Background? named)) return named;
        string digits = text.StartsWith('#') ? text[1..] : "";
        if (digits.Length == 3) digits = string.Concat(digits.Select(d => $"{d}{d}"));
        if (digits.Length == 6 && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int rgb))
            return Of(Coded(rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff));
        throw new InputException($"{text} is no colour, expected #rrggbb, #rgb or one of {string.Join(", ", s_named.Keys)}.");
    }

    /// <summary>Linear RGB at a height.</summary>
    /// <param name="down">0 at the upper edge, 1 at the lower.</param>
    public Vector3 At(double down) => Vector3.Lerp(Top, Bottom, (float)down);

    private static Vector3 Coded(int red, int green, int blue)
        => new((float)SrgbCurve.Decode(red / 255.0), (float)SrgbCurve.Decode(green / 255.0), (float)SrgbCurve.Decode(blue / 255.0));
}
