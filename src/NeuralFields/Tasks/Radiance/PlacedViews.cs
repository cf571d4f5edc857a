using System.Collections.Immutable;
using System.Numerics;
using NeuralFields.Datasets;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Sampling;

namespace NeuralFields.Tasks;

/// <summary>Loaded photographs as rays are drawn from them: in the field's space, with a table of directions per lens.</summary>
internal static class PlacedViews
{
    /// <summary>Places photographs.</summary>
    /// <param name="views">The photographs.</param>
    /// <param name="box">The scene box.</param>
    public static ImmutableArray<TrainingView> Of(IEnumerable<LoadedView> views, SceneBox box)
    {
        Dictionary<(CameraLens, LensDistortion), Vector3[]> tables = [];
        return [.. views.Select(v => Place(v, box, tables))];
    }

    private static TrainingView Place(
        LoadedView loaded, SceneBox box, Dictionary<(CameraLens, LensDistortion), Vector3[]> tables)
    {
        ViewLens lens = loaded.View.Lens;
        (CameraLens, LensDistortion) key = (lens.Pinhole, lens.Distortion);
        if (!tables.TryGetValue(key, out Vector3[]? table)) tables[key] = table = Directions(lens);
        if (table.All(d => d == Vector3.Zero))
            throw new InputException(
                $"{loaded.View.Name}: its lens shows nothing at any pixel, expected a focal length, centre and distortion " +
                $"that fit a picture of {lens.Pinhole.Width}×{lens.Pinhole.Height}.");
        CameraPose pose = box.ToField(loaded.View.Pose);
        return new(loaded.Pixels.Width, loaded.Pixels.Height, Bytes(loaded.Pixels), Masked(table, loaded.LeftOut))
        {
            Position = pose.Position.ToVector3(),
            Right = pose.Right.ToVector3(),
            Up = pose.Up.ToVector3(),
            Back = pose.Back.ToVector3(),
        };
    }

    private static Vector3[] Directions(ViewLens lens)
    {
        (int width, int height) = (lens.Pinhole.Width, lens.Pinhole.Height);
        Vector3[] table = new Vector3[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                if (lens.TryDirection(x + 0.5, y + 0.5, out Point3 direction)) table[(y * width) + x] = direction.ToVector3();
        return table;
    }

    /// <summary>A masked pixel shows nothing, like one beyond the lens's reach.</summary>
    private static Vector3[] Masked(Vector3[] table, PixelSet? leftOut)
    {
        if (leftOut is null) return table;
        Vector3[] masked = [.. table];
        for (int i = 0; i < masked.Length; i++)
            if (leftOut[i]) masked[i] = Vector3.Zero;
        return masked;
    }

    /// <summary>Pixels as coded bytes with alpha; linear light is coded.</summary>
    private static byte[] Bytes(ViewPixels pixels)
    {
        byte[] bytes = new byte[4 * pixels.Width * pixels.Height];
        Span<float> rgba = stackalloc float[4];
        for (int i = 0; i < pixels.Width * pixels.Height; i++)
        {
            pixels.Read(i, rgba);
            for (int c = 0; c < 4; c++)
            {
                double value = Math.Clamp(rgba[c], 0, 1);
                if (c < 3 && pixels.Encoding == ColorEncoding.Linear) value = SrgbCurve.Encode(value);
                bytes[(4 * i) + c] = (byte)((value * 255) + 0.5);
            }
        }
        return bytes;
    }
}
