using System.Numerics;
using NeuralFields.Images;

namespace NeuralFields.Viewer;

/// <summary>From linear light to the bytes of a screen: exposure, tone curve, sRGB.</summary>
internal sealed class ScreenCurve
{
    // Fine enough that no code of 8 bits is skipped where the curve is steepest.
    private const int Entries = 1 << 14;

    private readonly byte[] _codes;
    private readonly float _factor;
    private readonly ToneCurve _tone;

    /// <summary>The curve of a view.</summary>
    /// <param name="exposure">Stops.</param>
    /// <param name="tone">The curve.</param>
    public ScreenCurve(double exposure, ToneCurve tone)
    {
        (_factor, _tone, _codes) = ((float)Math.Pow(2, exposure), tone, s_codes.Value);
    }

    private static readonly Lazy<byte[]> s_codes = new(MakeCodes);

    /// <summary>Whether coded values come out as they are.</summary>
    public bool IsPlain => _factor == 1 && _tone == ToneCurve.Clip;

    /// <summary>A pixel.</summary>
    /// <param name="light">Linear RGB.</param>
    public uint Show(Vector3 light)
    {
        light = Map(light * _factor);
        return Frame.Pack(Code(light.X), Code(light.Y), Code(light.Z));
    }

    /// <summary>A pixel of coded values, which no curve touches.</summary>
    /// <param name="coded">RGB from 0 to 1 as coded in sRGB.</param>
    public static uint Show(ReadOnlySpan<float> coded) => Frame.Pack(Byte(coded[0]), Byte(coded[1]), Byte(coded[2]));

    private Vector3 Map(Vector3 x) => _tone switch
    {
        ToneCurve.Reinhard => x / (Vector3.One + x),
        // A quotient of quadratics that fits the curve of film stock (Narkowicz 2015, ACES filmic tone mapping curve).
        ToneCurve.Film => x * ((x * 2.51f) + new Vector3(0.03f)) / ((x * ((x * 2.43f) + new Vector3(0.59f))) + new Vector3(0.14f)),
        _ => x,
    };

    // The table is over the square root of light, where the curve is nearly straight.
    private byte Code(float light)
        => light > 0 ? _codes[(int)((MathF.Sqrt(Math.Min(light, 1)) * (Entries - 1)) + 0.5f)] : (byte)0;

    private static byte Byte(float coded) => (byte)((Math.Clamp(coded, 0, 1) * 255) + 0.5f);

    private static byte[] MakeCodes()
    {
        byte[] codes = new byte[Entries];
        for (int i = 0; i < Entries; i++)
        {
            double root = i / (Entries - 1.0);
            codes[i] = Byte((float)SrgbCurve.Encode(root * root));
        }
        return codes;
    }
}
