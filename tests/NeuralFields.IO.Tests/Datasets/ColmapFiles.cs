using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NeuralFields.IO.Tests.Datasets;

/// <summary>Writes COLMAP's binary files, and turns them into its text files without our readers.</summary>
internal static class ColmapFiles
{
    private static readonly string[] s_models =
    [
        "SIMPLE_PINHOLE", "PINHOLE", "SIMPLE_RADIAL", "RADIAL", "OPENCV", "OPENCV_FISHEYE", "FULL_OPENCV", "FOV",
        "SIMPLE_RADIAL_FISHEYE", "RADIAL_FISHEYE", "THIN_PRISM_FISHEYE",
    ];

    private static readonly int[] s_counts = [3, 4, 4, 5, 8, 8, 12, 5, 4, 5, 12];

    /// <summary>A model of one camera, two images and three points.</summary>
    public static (byte[] Cameras, byte[] Images, byte[] Points) Small(int model = 2, params double[] parameters)
    {
        if (parameters.Length == 0) parameters = [90, 40, 30, 0.01];
        byte[] cameras = [.. U64(1), .. I32(1), .. I32(model), .. U64(80), .. U64(60), .. F64(parameters)];
        byte[] images =
        [
            .. U64(2),
            .. I32(1), .. F64(1, 0, 0, 0, 0, 0, 4), .. I32(1), .. "b 1.png\0"u8, .. U64(1), .. F64(40, 30), .. U64(5),
            .. I32(2), .. F64(0.5, 0.5, 0.5, 0.5, 1, 2, 3), .. I32(1), .. "a.png\0"u8, .. U64(0),
        ];
        byte[] points = [.. U64(3), .. Point(5, 0, 0, 0), .. Point(6, 1, 0, 0), .. Point(7, 0, 1, 2)];
        return (cameras, images, points);
    }

    /// <summary>Writes the files into a folder.</summary>
    public static void Write(string folder, (byte[] Cameras, byte[] Images, byte[] Points) model)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "cameras.bin"), model.Cameras);
        File.WriteAllBytes(Path.Combine(folder, "images.bin"), model.Images);
        File.WriteAllBytes(Path.Combine(folder, "points3D.bin"), model.Points);
    }

    /// <summary>The three text files of a binary model.</summary>
    public static void WriteText(string from, string to)
    {
        Directory.CreateDirectory(to);
        File.WriteAllText(Path.Combine(to, "cameras.txt"), CamerasText(File.ReadAllBytes(Path.Combine(from, "cameras.bin"))));
        File.WriteAllText(Path.Combine(to, "images.txt"), ImagesText(File.ReadAllBytes(Path.Combine(from, "images.bin"))));
        File.WriteAllText(Path.Combine(to, "points3D.txt"), PointsText(File.ReadAllBytes(Path.Combine(from, "points3D.bin"))));
    }

    private static string CamerasText(byte[] file)
    {
        StringBuilder text = new("# Camera list with one line of data per camera:\n");
        using BinaryReader reader = new(new MemoryStream(file));
        for (ulong n = reader.ReadUInt64(); n > 0; n--)
        {
            int id = reader.ReadInt32(), model = reader.ReadInt32();
            text.Append(CultureInfo.InvariantCulture, $"{id} {s_models[model]} {reader.ReadUInt64()} {reader.ReadUInt64()}");
            for (int i = 0; i < s_counts[model]; i++) text.Append(CultureInfo.InvariantCulture, $" {reader.ReadDouble():R}");
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string ImagesText(byte[] file)
    {
        StringBuilder text = new("# Image list with two lines of data per image:\r\n");
        using BinaryReader reader = new(new MemoryStream(file));
        for (ulong n = reader.ReadUInt64(); n > 0; n--)
        {
            text.Append(CultureInfo.InvariantCulture, $"{reader.ReadInt32()}");
            for (int i = 0; i < 7; i++) text.Append(CultureInfo.InvariantCulture, $" {reader.ReadDouble():R}");
            text.Append(CultureInfo.InvariantCulture, $" {reader.ReadInt32()} ");
            for (byte b = reader.ReadByte(); b != 0; b = reader.ReadByte()) text.Append((char)b);
            text.Append("\r\n");
            for (ulong k = reader.ReadUInt64(); k > 0; k--)
                text.Append(CultureInfo.InvariantCulture, $"{reader.ReadDouble():R} {reader.ReadDouble():R} {reader.ReadInt64()} ");
            text.Append("\r\n");
        }
        return text.ToString();
    }

    private static string PointsText(byte[] file)
    {
        StringBuilder text = new("# 3D point list with one line of data per point:\n");
        using BinaryReader reader = new(new MemoryStream(file));
        for (ulong n = reader.ReadUInt64(); n > 0; n--)
        {
            text.Append(CultureInfo.InvariantCulture, $"{reader.ReadUInt64()}");
            for (int i = 0; i < 3; i++) text.Append(CultureInfo.InvariantCulture, $" {reader.ReadDouble():R}");
            text.Append(CultureInfo.InvariantCulture, $" {reader.ReadByte()} {reader.ReadByte()} {reader.ReadByte()} {reader.ReadDouble():R}");
            for (ulong k = reader.ReadUInt64(); k > 0; k--)
                text.Append(CultureInfo.InvariantCulture, $" {reader.ReadInt32()} {reader.ReadInt32()}");
            text.Append('\n');
        }
        return text.ToString();
    }

    private static byte[] Point(ulong id, double x, double y, double z)
        => [.. U64(id), .. F64(x, y, z), 255, 128, 0, .. F64(0.5), .. U64(1), .. I32(1), .. I32(0)];

    private static byte[] U64(ulong value) => BitConverter.GetBytes(value);

    private static byte[] I32(int value) => BitConverter.GetBytes(value);

    private static byte[] F64(params ReadOnlySpan<double> values)
    {
        byte[] bytes = new byte[8 * values.Length];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * i), values[i]);
        return bytes;
    }
}
