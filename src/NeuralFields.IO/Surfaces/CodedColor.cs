using System.Numerics;
using NeuralFields.Images;

namespace NeuralFields.IO.Surfaces;

/// <summary>Linear colours out of the sRGB codes that mesh formats other than glTF hold.</summary>
internal static class CodedColor
{
    private static readonly float[] s_bytes =
        [.. Enumerable.Range(0, 256).Select(code => (float)SrgbCurve.Decode(code / 255.0))];

    /// <summary>Linear value of a code from 0 to <paramref name="largest"/>; what lies outside is clipped.</summary>
    public static float Decode(double code, double largest)
    {
        if (!(code > 0)) return 0;
        if (code >= largest) return 1;
        double bytes = code / largest * 255;
        return bytes == Math.Floor(bytes) ? s_bytes[(int)bytes] : (float)SrgbCurve.Decode(code / largest);
    }

    /// <summary>Linear colour of codes from 0 to <paramref name="largest"/>.</summary>
    public static Vector3 Decode(double red, double green, double blue, double largest)
        => new(Decode(red, largest), Decode(green, largest), Decode(blue, largest));
}
