using System.Globalization;
using NeuralFields.Geometry;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Meshes;

/// <summary>The part of space in which a mesh is looked for.</summary>
internal static class MeshBox
{
    // Where no box is given: the shape's, grown by this part of its diagonal, so that its surface is inside.
    private const double Margin = 0.02;

    /// <summary>Reads x0,y0,z0,x1,y1,z1.</summary>
    /// <exception cref="InputException">It is no box.</exception>
    public static Box3 Parse(string text)
    {
        string[] parts = text.Split(',');
        double[] n = new double[6];
        bool isRead = parts.Length == n.Length;
        for (int i = 0; i < n.Length && isRead; i++)
            isRead = double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out n[i])
                && double.IsFinite(n[i]);
        if (isRead && n[0] < n[3] && n[1] < n[4] && n[2] < n[5]) return new(new(n[0], n[1], n[2]), new(n[3], n[4], n[5]));
        throw new InputException($"{text} is no box, expected x0,y0,z0,x1,y1,z1 with each second number above the first.");
    }

    /// <summary>The box in field coordinates, cut to where the field was trained.</summary>
    /// <param name="frame">The shape.</param>
    /// <param name="given">A box in the shape's units, or null for the shape's own, grown a little.</param>
    /// <param name="level">The distance of the surface, in the shape's units: an outer one needs a larger box.</param>
    /// <param name="say">Told when a given box is cut.</param>
    /// <exception cref="InputException">Nothing of the box lies where the field was trained.</exception>
    public static Box3 InField(SurfaceFrame frame, Box3? given, double level, Action<string> say)
    {
        Box3 box = given ?? frame.Bounds.Grow((Margin * frame.Bounds.Diagonal) + Math.Max(0, level));
        Box3 wanted = frame.Placement.ToField(box), cut = wanted.Intersect(frame.Domain);
        Box3 domain = frame.Placement.ToShape(frame.Domain);
        if (cut.IsEmpty || cut.Size.X <= 0 || cut.Size.Y <= 0 || cut.Size.Z <= 0)
            throw new InputException($"--box lies outside of the field, expected a part of {Text(domain)}.");
        if (given is not null && cut != wanted) say($"the box is cut to where the field was trained, {Text(domain)}.");
        return cut;
    }

    /// <summary>A box as it is given on the command line.</summary>
    public static string Text(Box3 box) => string.Create(CultureInfo.InvariantCulture,
        $"{box.Min.X:G6},{box.Min.Y:G6},{box.Min.Z:G6},{box.Max.X:G6},{box.Max.Y:G6},{box.Max.Z:G6}");
}
