using System.Globalization;
using NeuralFields.Geometry;

namespace NeuralFields.Cli.Meshes;

/// <summary>The part of space in which a mesh is looked for.</summary>
internal static class MeshBox
{
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
    /// <param name="placement">From the shape's frame to the field's.</param>
    /// <param name="domain">Where the field was trained, in its coordinates.</param>
    /// <param name="given">A box in the shape's units, or null for the usual one.</param>
    /// <param name="usual">That one, in the shape's units.</param>
    /// <param name="say">Told when a given box is cut.</param>
    /// <exception cref="InputException">Nothing of the box lies where the field was trained.</exception>
    public static Box3 InField(SurfacePlacement placement, Box3 domain, Box3? given, Box3 usual, Action<string> say)
    {
        Box3 wanted = placement.ToField(given ?? usual), cut = wanted.Intersect(domain), trained = placement.ToShape(domain);
        if (cut.IsEmpty || cut.Size.X <= 0 || cut.Size.Y <= 0 || cut.Size.Z <= 0)
            throw new InputException($"--box lies outside of the field, expected a part of {Text(trained)}.");
        if (given is not null && cut != wanted) say($"the box is cut to where the field was trained, {Text(trained)}.");
        return cut;
    }

    /// <summary>A box as it is given on the command line.</summary>
    public static string Text(Box3 box) => string.Create(CultureInfo.InvariantCulture,
        $"{box.Min.X:G6},{box.Min.Y:G6},{box.Min.Z:G6},{box.Max.X:G6},{box.Max.Y:G6},{box.Max.Z:G6}");
}
