using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Images;

namespace NeuralFields.IO.Datasets.Colmap;

/// <summary>A sparse model as COLMAP stores it.</summary>
/// <param name="Cameras">Lenses by number.</param>
/// <param name="Images">Images in the order of the file.</param>
/// <param name="Points">Points in the order of the file.</param>
internal sealed record ColmapModel(
    IReadOnlyDictionary<int, ColmapCamera> Cameras, IReadOnlyList<ColmapImage> Images, IReadOnlyList<ColmapPoint> Points)
{
    /// <summary>Places that are further from zero than this many of their spans are kept relative to their middle.</summary>
    private const double FarFromZero = 1000;

    private static readonly float[] s_linear = [.. Enumerable.Range(0, 256).Select(i => (float)SrgbCurve.Decode(i / 255.0))];

    /// <summary>Reads a folder; binary files come before text files.</summary>
    /// <param name="folder">A folder with cameras and images, and maybe points3D.</param>
    /// <exception cref="InputException">A file is absent or broken.</exception>
    public static ColmapModel Read(string folder)
    {
        bool isBinary = File.Exists(Path.Combine(folder, "cameras.bin"));
        string ending = isBinary ? ".bin" : ".txt";
        T Part<T>(string name, Func<byte[], T> binary, Func<byte[], T> text)
            => At(Path.Combine(folder, name + ending), isBinary ? binary : text);
        bool hasPoints = File.Exists(Path.Combine(folder, "points3D" + ending));
        return new(
            Part("cameras", b => ColmapBinary.Cameras(b), b => ColmapText.Cameras(b)),
            Part("images", b => ColmapBinary.Images(b), b => ColmapText.Images(b)),
            hasPoints ? Part("points3D", b => ColmapBinary.Points(b), b => ColmapText.Points(b)) : []);
    }

    /// <summary>The points as a cloud; null where there are none.</summary>
    public PointCloud? Cloud()
    {
        if (Points.Count == 0) return null;
        Point3 min = Points[0].Place, max = min;
        foreach (ColmapPoint point in Points) (min, max) = (Point3.Min(min, point.Place), Point3.Max(max, point.Place));
        Point3 middle = (min + max) * 0.5, origin = middle.Length > FarFromZero * (max - min).Length ? middle : default;
        return new([.. Points.Select(p => (p.Place - origin).ToVector3())])
        {
            Origin = origin,
            Colors = [.. Points.Select(p => new Vector3(s_linear[p.Red], s_linear[p.Green], s_linear[p.Blue]))],
        };
    }

    private static T At<T>(string file, Func<byte[], T> read)
    {
        byte[] bytes = InputFile.ReadAllBytes(file);
        try
        {
            return read(bytes);
        }
        catch (InputException e)
        {
            throw e.At(file);
        }
    }
}
