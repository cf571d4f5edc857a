using System.Buffers.Binary;
using System.Text;
using NeuralFields.Datasets;

namespace NeuralFields.IO.Datasets.Colmap;

/// <summary>COLMAP's binary files: little-endian, a count and then records.</summary>
/// <remarks>Lists grow with what is read, so a count that lies costs nothing.</remarks>
internal static class ColmapBinary
{
    private const string Format = "COLMAP";
    private const int MaxNameLength = 4096;

    public static IReadOnlyDictionary<int, ColmapCamera> Cameras(ReadOnlySpan<byte> file)
    {
        ByteCursor cursor = new(file, Format);
        ulong count = cursor.UInt64LittleEndian("the number of cameras");
        Dictionary<int, ColmapCamera> cameras = [];
        Span<double> values = stackalloc double[16];
        for (ulong i = 0; i < count; i++)
        {
            int id = cursor.Int32LittleEndian("a camera");
            LensModel model = LensModel.Find(cursor.Int32LittleEndian("a camera"));
            ulong width = cursor.UInt64LittleEndian("a camera"), height = cursor.UInt64LittleEndian("a camera");
            Span<double> own = values[..model.Parameters.Length];
            Doubles(ref cursor, own, "a camera");
            if (!cameras.TryAdd(id, ColmapCamera.Of(id, model, width, height, own)))
                throw new InputException($"camera {id} stands there twice.");
        }
        RequireEnd(cursor, count, "cameras");
        return cameras;
    }

    public static IReadOnlyList<ColmapImage> Images(ReadOnlySpan<byte> file)
    {
        ByteCursor cursor = new(file, Format);
        ulong count = cursor.UInt64LittleEndian("the number of images");
        List<ColmapImage> images = [];
        for (ulong i = 0; i < count; i++) images.Add(Image(ref cursor));
        RequireEnd(cursor, count, "images");
        return images;
    }

    public static IReadOnlyList<ColmapPoint> Points(ReadOnlySpan<byte> file)
    {
        ByteCursor cursor = new(file, Format);
        ulong count = cursor.UInt64LittleEndian("the number of points");
        List<ColmapPoint> points = [];
        Span<double> place = stackalloc double[3];
        for (ulong i = 0; i < count; i++)
        {
            long id = (long)cursor.UInt64LittleEndian("a point");
            Doubles(ref cursor, place, "a point");
            ReadOnlySpan<byte> color = cursor.Take(3, "a point");
            cursor.Take(sizeof(double), "a point's error");
            Skip(ref cursor, cursor.UInt64LittleEndian("a point's track"), 2 * sizeof(int), "a point's track");
            points.Add(ColmapText.Point(id, place, color[0], color[1], color[2]));
        }
        RequireEnd(cursor, count, "points");
        return points;
    }

    private static ColmapImage Image(ref ByteCursor cursor)
    {
        int id = cursor.Int32LittleEndian("an image");
        Span<double> pose = stackalloc double[7];
        Doubles(ref cursor, pose, "an image");
        int camera = cursor.Int32LittleEndian("an image");
        string name = Encoding.UTF8.GetString(cursor.Until(0, MaxNameLength, "an image's name"));
        ulong count = cursor.UInt64LittleEndian("the number of an image's observations");
        ByteCursor start = cursor;
        Skip(ref cursor, count, 3 * sizeof(double), "an image's observations");
        (double, double, long)[] observations = new (double, double, long)[count];
        for (int i = 0; i < observations.Length; i++)
        {
            ReadOnlySpan<byte> record = start.Take(3 * sizeof(double), "an observation");
            observations[i] = (
                BinaryPrimitives.ReadDoubleLittleEndian(record), BinaryPrimitives.ReadDoubleLittleEndian(record[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(record[16..]));
        }
        return ColmapText.Image(id, name, camera, pose, observations);
    }

    private static void Doubles(ref ByteCursor cursor, scoped Span<double> values, string what)
    {
        foreach (ref double value in values)
            value = BinaryPrimitives.ReadDoubleLittleEndian(cursor.Take(sizeof(double), what));
    }

    private static void Skip(ref ByteCursor cursor, ulong count, int size, string what)
        => cursor.Take(count > int.MaxValue ? long.MaxValue : (long)count * size, what);

    private static void RequireEnd(in ByteCursor cursor, ulong count, string what)
    {
        if (cursor.Left > 0)
            throw new InputException(
                $"{cursor.Left} bytes stand after the {count} {what}, expected none; the file is damaged.");
    }
}
