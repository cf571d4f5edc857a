using NeuralFields.Datasets;
using NeuralFields.Geometry;

namespace NeuralFields.IO.Datasets.Colmap;

/// <summary>COLMAP's text files. An image takes two lines, of which the second may be empty.</summary>
internal static class ColmapText
{
    public static IReadOnlyDictionary<int, ColmapCamera> Cameras(ReadOnlySpan<byte> file)
    {
        ColmapLines lines = new(file);
        Dictionary<int, ColmapCamera> cameras = [];
        while (lines.NextRecord())
        {
            int id = lines.Int32("the camera's number");
            LensModel model = LensModel.Find(lines.Text("the camera's model"));
            ulong width = (ulong)lines.Integer("the width"), height = (ulong)lines.Integer("the height");
            double[] values = new double[model.Parameters.Length];
            for (int i = 0; i < values.Length; i++) values[i] = lines.Double("a parameter of the camera");
            if (lines.HasWord)
                throw lines.Mistake($"there are more than the {values.Length} parameters of {model.Name}.");
            if (!cameras.TryAdd(id, ColmapCamera.Of(id, model, width, height, values)))
                throw lines.Mistake($"camera {id} stands there twice.");
        }
        return cameras;
    }

    public static IReadOnlyList<ColmapImage> Images(ReadOnlySpan<byte> file)
    {
        ColmapLines lines = new(file);
        List<ColmapImage> images = [];
        Span<double> pose = stackalloc double[7];
        while (lines.NextRecord())
        {
            int id = lines.Int32("the image's number");
            foreach (ref double value in pose) value = lines.Double("the image's pose");
            int camera = lines.Int32("the image's camera");
            string name = lines.Rest();
            images.Add(Image(id, name, camera, pose, lines.Next() ? Observations(ref lines) : []));
        }
        return images;
    }

    public static IReadOnlyList<ColmapPoint> Points(ReadOnlySpan<byte> file)
    {
        ColmapLines lines = new(file);
        List<ColmapPoint> points = [];
        Span<double> place = stackalloc double[3];
        while (lines.NextRecord())
        {
            long id = lines.Integer("the point's number");
            foreach (ref double value in place) value = lines.Double("the point's place");
            points.Add(Point(id, place, lines.Byte("red"), lines.Byte("green"), lines.Byte("blue")));
        }
        return points;
    }

    /// <summary>An image whose parts have been read.</summary>
    public static ColmapImage Image(
        int id, string name, int camera, ReadOnlySpan<double> pose, (double, double, long)[] observations)
    {
        if (name.Length == 0 || name.Any(char.IsControl))
            throw new InputException($"image {id} has no readable name, expected a path within the folder of images.");
        try
        {
            return new(name, camera, ColmapImage.PoseOf(pose), observations);
        }
        catch (InputException e)
        {
            throw e.At($"image {id} ({name})");
        }
    }

    /// <summary>A point whose parts have been read.</summary>
    public static ColmapPoint Point(long id, ReadOnlySpan<double> place, byte red, byte green, byte blue)
        => double.IsFinite(place[0] + place[1] + place[2])
            ? new(id, new Point3(place[0], place[1], place[2]), red, green, blue)
            : throw new InputException($"point {id} is not finite, expected numbers.");

    private static (double, double, long)[] Observations(ref ColmapLines lines)
    {
        List<(double, double, long)> observations = [];
        while (lines.HasWord)
            observations.Add((lines.Double("an observation"), lines.Double("an observation"),
                lines.Integer("an observation's point")));
        return [.. observations];
    }
}
