using System.Globalization;

namespace NeuralFields.Rendering;

/// <summary>A rectangle of a picture; 0 to 1 spans the picture, y points down. It may reach beyond.</summary>
/// <param name="X0">Left edge.</param>
/// <param name="Y0">Upper edge.</param>
/// <param name="X1">Right edge, above X0.</param>
/// <param name="Y1">Lower edge, above Y0.</param>
public readonly record struct ImageRegion(double X0, double Y0, double X1, double Y1)
{
    /// <summary>The whole picture.</summary>
    public static ImageRegion Whole => new(0, 0, 1, 1);

    /// <summary>Reads <c>x0,y0,x1,y1</c>.</summary>
    /// <exception cref="InputException">It is not four numbers, or the region is empty.</exception>
    public static ImageRegion Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(',');
        double[] n = new double[4];
        bool sound = parts.Length == 4;
        for (int i = 0; sound && i < 4; i++)
            sound = double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out n[i])
                && double.IsFinite(n[i]);
        if (!sound || n[2] <= n[0] || n[3] <= n[1])
            throw new InputException(
                $"region is \"{text}\", expected x0,y0,x1,y1 with x0 < x1 and y0 < y1, such as 0.25,0.25,0.75,0.75.");
        return new(n[0], n[1], n[2], n[3]);
    }
}
