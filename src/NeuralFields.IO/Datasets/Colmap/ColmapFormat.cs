using NeuralFields.Datasets;

namespace NeuralFields.IO.Datasets.Colmap;

/// <summary>COLMAP's sparse model, binary or text, with the images beside it.</summary>
/// <remarks>
/// Lenses refer to the full-size images and are scaled to the images that are there. COLMAP counts pixels as we do:
/// the first one's centre is (½, ½).
/// </remarks>
public sealed class ColmapFormat : IPosedDatasetFormat
{
    private static readonly string[] s_below = ["", "sparse/0", "colmap/sparse/0", "sparse", "colmap/sparse", "colmap"];

    /// <inheritdoc/>
    public string Name => "COLMAP";

    /// <inheritdoc/>
    public string Expectation => "a folder with cameras and images as .bin or .txt, itself or in sparse/0 (COLMAP)";

    /// <inheritdoc/>
    public string? Locate(string path)
    {
        string folder = Directory.Exists(path) ? path
            : Path.GetFileNameWithoutExtension(path) is "cameras" or "images" or "points3D"
                ? Path.GetDirectoryName(Path.GetFullPath(path))! : "";
        return folder.Length == 0 ? null : s_below.Select(b => Path.Combine(folder, b)).FirstOrDefault(IsModel);
    }

    /// <inheritdoc/>
    public PosedDataset Read(string located, DatasetOptions options)
    {
        ColmapModel model = ColmapModel.Read(located);
        string images = ImageFolders.Find(Above(located), located, options);
        PictureFinder finder = new(options with { Images = null });
        string masks = Path.Combine(Path.GetDirectoryName(images) ?? "", "masks");
        List<PosedView> views = [];
        foreach (ColmapImage image in model.Images)
            if (finder.Find(images, image.Name) is { } found)
                views.Add(View(model, image, found, located) with { Masks = ImageFolders.Masks(masks, image.Name) });
        if (model.Images.Count == 0) throw new InputException($"{located}: the model has no images, expected some.");
        return new(Name, located, [.. views.OrderBy(v => v.Name, NaturalOrder.Comparer)])
        {
            Points = model.Cloud(),
            Remarks = finder.Remark(located) is { } remark ? [remark] : [],
        };
    }

    private static PosedView View(ColmapModel model, ColmapImage image, PictureFinder.Found found, string located)
    {
        if (!model.Cameras.TryGetValue(image.CameraId, out ColmapCamera? camera))
            throw new InputException($"{located}: image {image.Name} is of camera {image.CameraId}, which is not there.");
        try
        {
            return new(image.Name, found.Picture, image.Pose, PictureSize.Fit(camera.Lens, found.Picture));
        }
        catch (InputException e)
        {
            throw e.At(located);
        }
    }

    private static bool IsModel(string folder)
        => ((string[])[".bin", ".txt"]).Any(e =>
            File.Exists(Path.Combine(folder, "cameras" + e)) && File.Exists(Path.Combine(folder, "images" + e)));

    /// <summary>The model's folder and the three above it.</summary>
    private static IEnumerable<string> Above(string folder)
    {
        DirectoryInfo? above = new(folder);
        for (int i = 0; i < 4 && above is not null; i++, above = above.Parent) yield return above.FullName;
    }
}
