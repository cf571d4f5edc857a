using NeuralFields.Datasets;
using NeuralFields.IO.Npy;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.IO.Datasets.Llff;

/// <summary>
/// LLFF's <c>poses_bounds.npy</c> beside a folder of images: [n, 17] numbers, a row per image in the order of the file
/// names, holding a 3×5 matrix with the columns down, right, back, position and (height, width, focal length), then
/// the nearest and the furthest depth.
/// </summary>
public sealed class LlffFormat : IPosedDatasetFormat
{
    private const string FileName = "poses_bounds.npy";
    private const int RowLength = 17, MaxSide = 1 << 20;

    /// <inheritdoc/>
    public string Name => "LLFF";

    /// <inheritdoc/>
    public string Expectation => $"a folder with {FileName} (LLFF)";

    /// <inheritdoc/>
    public string? Locate(string path)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        return Path.GetFileName(file) == FileName && File.Exists(file) ? file : null;
    }

    /// <inheritdoc/>
    public PosedDataset Read(string located, DatasetOptions options)
    {
        string folder = Path.GetDirectoryName(located) ?? "", images = ImageFolders.Find([folder], located, options);
        string[] names = ImageFolders.Names(images);
        double[][] rows = At(located, () => Rows(NpyReader.Read(InputFile.ReadAllBytes(located))));
        if (rows.Length != names.Length)
            throw new InputException(
                $"{located}: there are {rows.Length} cameras but {names.Length} images in {images}, expected as many.");
        PictureFinder finder = new(options with { Images = null });
        string masks = Path.Combine(folder, "masks");
        return new(Name, located, [.. names.Select((name, i) => At($"{located}: image {name}", () =>
            View(rows[i], name, finder.Find(images, name)!, masks)))]);
    }

    /// <summary>The rows of the array.</summary>
    internal static double[][] Rows(NpyArray array)
    {
        if (array.Shape.Length != 2 || array.Shape[1] != RowLength || array.Shape[0] < 1)
            throw new InputException(
                $"the array's shape is ({string.Join(", ", array.Shape)}), expected (n, {RowLength}): a row per image.");
        return [.. array.Values.Chunk(RowLength)];
    }

    /// <summary>The pose of a row.</summary>
    internal static CameraPose Pose(ReadOnlySpan<double> row)
    {
        Span<double> m = stackalloc double[12];
        for (int i = 0; i < 3; i++)
        {
            ReadOnlySpan<double> columns = row.Slice(5 * i, 5);
            (m[4 * i], m[(4 * i) + 1]) = (columns[1], -columns[0]);
            (m[(4 * i) + 2], m[(4 * i) + 3]) = (columns[2], columns[3]);
        }
        return PoseMatrix.ToPose(m);
    }

    private static PosedView View(double[] row, string name, PictureFinder.Found found, string masks)
    {
        (double height, double width, double focal, double near, double far) = (row[4], row[9], row[14], row[15], row[16]);
        if (!(width is >= 1 and <= MaxSide && height is >= 1 and <= MaxSide))
            throw new InputException(FormattableString.Invariant(
                $"the camera's size is {width}×{height}, expected pixels from 1 to {MaxSide}."));
        bool hasDepths = near > 0 && far > near && double.IsFinite(far);
        CameraLens lens = new((int)width, (int)height, focal, focal, 0.5 * width, 0.5 * height);
        return new(name, found.Picture, Pose(row), PictureSize.Fit(new(lens, LensDistortion.None), found.Picture))
        {
            Depths = hasDepths ? (near, far) : null,
            Masks = ImageFolders.Masks(masks, name),
        };
    }

    private static T At<T>(string place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InputException e)
        {
            throw e.At(place);
        }
    }
}
