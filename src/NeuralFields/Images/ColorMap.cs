namespace NeuralFields.Images;

/// <summary>
/// Colours for numbers from 0 to 1: near-black violet over magenta and orange to pale yellow. Lightness rises
/// linearly, and equal steps look about equally large (between 0.89 and 1.27 per unit in OKLab).
/// </summary>
/// <remarks>
/// Polynomials in OKLab (Ottosson 2020), chosen so that the path keeps inside sRGB without clipping and stays ordered
/// for every kind of colour vision, since lightness alone tells the order.
/// </remarks>
public static class ColorMap
{
    private const int Entries = 1024;
    private static readonly float[] s_table = MakeTable();

    /// <summary>
    /// The sRGB-coded colour of a number; numbers outside 0 to 1 take the nearer end, NaN the lower one.
    /// </summary>
    /// <param name="value">0 to 1.</param>
    /// <param name="color">[3] red, green, blue.</param>
    public static void Lookup(double value, Span<float> color)
    {
        int entry = value > 0 ? (int)((Math.Min(value, 1) * (Entries - 1)) + 0.5) : 0;
        s_table.AsSpan(3 * entry, 3).CopyTo(color);
    }

    private static float[] MakeTable()
    {
        float[] table = new float[3 * Entries];
        for (int i = 0; i < Entries; i++) Color(i / (Entries - 1.0), table.AsSpan(3 * i, 3));
        return table;
    }

    private static void Color(double t, Span<float> color)
    {
        double lightness = 0.16 + (0.81 * t);
        double a = 0.02 + (t * (0.051 + (t * (1.754 + (t * (-3.608 + (t * 1.753)))))));
        double b = -0.04 + (t * (-0.985 + (t * (3.809 + (t * (-3.73 + (t * 1.046)))))));
        double l = Cube(lightness + (0.3963377774 * a) + (0.2158037573 * b));
        double m = Cube(lightness - (0.1055613458 * a) - (0.0638541728 * b));
        double s = Cube(lightness - (0.0894841775 * a) - (1.2914855480 * b));
        color[0] = (float)SrgbCurve.Encode((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s));
        color[1] = (float)SrgbCurve.Encode((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s));
        color[2] = (float)SrgbCurve.Encode((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s));
    }

    private static double Cube(double x) => x * x * x;
}
