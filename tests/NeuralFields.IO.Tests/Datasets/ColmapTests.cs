using System.Globalization;
using NeuralFields.Datasets;
using NeuralFields.Geometry;
using NeuralFields.IO.Datasets;
using NeuralFields.IO.Datasets.Colmap;
using NeuralFields.IO.Datasets.Transforms;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Datasets;

public sealed class ColmapTests : IDisposable
{
    private readonly TestScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_binary_model_is_read_with_its_images()
    {
        PosedDataset dataset = ReadSmall(ColmapFiles.Small());
        Assert.Equal("COLMAP", dataset.Kind);
        Assert.Equal(["a.png", "b 1.png"], dataset.Views.Select(v => v.Name));
        PosedView front = dataset.Views[1];
        Assert.Equal(
            new CameraPose(new(0, 0, -4), new(1, 0, 0), new(0, -1, 0), new(0, 0, -1)), Plain(front.Pose));
        Assert.Equal(0.01, front.Lens.Distortion.K1);
        Assert.True(front.TryProject(Point3.Zero, out (double X, double Y) pixel));
        Assert.Equal((20, 15), pixel); // the images are half the size of the camera
        Assert.Equal(3, dataset.Points!.Count);
        Assert.Equal(1, dataset.Points.Colors![0].X);
    }

    [Fact]
    public void World_to_camera_is_turned_around()
    {
        // The quaternion ½(1, 1, 1, 1) takes x to y, y to z, z to x.
        CameraPose pose = ColmapImage.PoseOf([0.5, 0.5, 0.5, 0.5, 1, 2, 3]);
        Assert.Equal(new Point3(0, 0, 1), pose.Right);
        Assert.Equal(new Point3(-1, 0, 0), pose.Up);
        Assert.Equal(new Point3(0, -1, 0), pose.Back);
        Assert.Equal(new Point3(-2, -3, -1), pose.Position);
    }

    [Theory]
    [InlineData(7, "FOV is not read")]
    [InlineData(11, "RAD_TAN_THIN_PRISM_FISHEYE is not read")]
    [InlineData(-1, "number -1 is not read")]
    public void Models_that_are_not_read_are_named(int model, string why)
        => Refusal.AssertSays(why, () => ReadSmall(ColmapFiles.Small(model, 90, 90, 40, 30, 0)));

    [Theory]
    [InlineData(0, "90 40 30")]
    [InlineData(1, "90 91 40 30")]
    [InlineData(3, "90 40 30 0.1 0.01")]
    [InlineData(4, "90 91 40 30 0.1 0.01 0.001 0.002")]
    [InlineData(5, "90 91 40 30 0.1 0.01 0.001 0.002")]
    [InlineData(6, "90 91 40 30 0.1 0.01 0.001 0.002 0.3 0.1 0.2 0.3")]
    [InlineData(8, "90 40 30 0.1")]
    [InlineData(9, "90 40 30 0.1 0.01")]
    public void Every_common_model_is_written_as_transforms_and_read_back(int model, string parameters)
    {
        double[] numbers = [.. parameters.Split(' ').Select(p => double.Parse(p, CultureInfo.InvariantCulture))];
        PosedDataset dataset = ReadSmall(ColmapFiles.Small(model, numbers));
        TransformsWriter.Write(_scene.File("transforms.json"), dataset);
        AssertSame(dataset, PosedDatasets.Read(_scene.File("transforms.json")), 1e-12);
    }

    [Fact]
    public void Text_and_binary_models_and_an_export_of_a_real_scene_agree()
    {
        if (SharedData.Find("radiance", "can-colmap") is not string can) return;
        string model = Path.Combine(can, "sparse", "0");
        ColmapFiles.WriteText(model, _scene.File("text"));
        DatasetOptions small = new() { Images = Path.Combine(can, "images_4") };
        PosedDataset binary = PosedDatasets.Read(can, small), text = PosedDatasets.Read(_scene.File("text"), small);
        Assert.Equal((71, 4414), (binary.Views.Length, binary.Points!.Count));
        AssertSame(binary, text, 1e-6);
        Assert.Equal(binary.Points.Positions, text.Points!.Positions);
        TransformsWriter.Write(_scene.File("transforms.json"), binary);
        AssertSame(binary, PosedDatasets.Read(_scene.File("transforms.json")), 1e-6);
    }

    [Fact]
    public void The_observations_of_a_real_scene_reproject_as_its_notes_say()
    {
        if (SharedData.Find("radiance", "can-colmap") is not string can) return;
        ColmapModel model = ColmapModel.Read(Path.Combine(can, "sparse", "0"));
        Dictionary<long, Point3> points = model.Points.ToDictionary(p => p.Id, p => p.Place);
        List<double> errors = [];
        foreach (ColmapImage image in model.Images)
        {
            ViewLens lens = model.Cameras[image.CameraId].Lens;
            PosedView view = new(image.Name, new(image.Name, lens.Pinhole.Width, lens.Pinhole.Height), image.Pose, lens);
            foreach ((double x, double y, long point) in image.Observations)
            {
                if (point < 0) continue;
                Assert.True(view.TryProject(points[point], out (double X, double Y) pixel));
                errors.Add(Math.Sqrt(((pixel.X - x) * (pixel.X - x)) + ((pixel.Y - y) * (pixel.Y - y))));
            }
        }
        errors.Sort();
        Assert.Equal(30839, errors.Count);
        Assert.Equal(0.64, errors[errors.Count / 2], 0.005);
    }

    [Fact]
    public void Missing_images_are_skipped_and_a_missing_camera_is_refused()
    {
        (byte[] cameras, byte[] images, byte[] points) = ColmapFiles.Small();
        PosedDataset dataset = ReadSmall((cameras, images, points), "a.png");
        Assert.Equal("1 frame was skipped because its image is missing: b 1.png.", Assert.Single(dataset.Remarks));
        cameras[8] = 9;
        Refusal.AssertSays("of camera 1, which is not there", () => ReadSmall((cameras, images, points)));
    }

    [Fact]
    public void Masks_beside_the_images_are_found()
    {
        _scene.Picture("masks/a.png.png");
        Assert.Equal(MaskRule.BlackIsLeftOut, Assert.Single(ReadSmall(ColmapFiles.Small()).Views[0].Masks).Rule);
    }

    [Theory]
    [InlineData("1 PINHOLE 80 60 90 90 40", "line 1: the line ends before a parameter")]
    [InlineData("1 PINHOLE 80 60 90 90 40 30 7", "line 1: there are more than the 4 parameters")]
    [InlineData("1 PINHOLE 80 60 90 90 40 x", "line 1: a parameter of the camera is 'x', expected a number")]
    [InlineData("1 PINHOLE 80 60 NaN 90 40 30", "camera 1: the focal lengths")]
    [InlineData("1 PINHOLE -80 60 90 90 40 30", "expected 1 to 1048576")]
    [InlineData("1 PINHOLE 80 60 90 90 40 30\n1 PINHOLE 80 60 90 90 40 30", "line 2: camera 1 stands there twice")]
    [InlineData("1 BOX 80 60", "BOX is not read")]
    public void Broken_lines_are_told_with_their_number(string cameras, string why)
    {
        _scene.Write("sparse/0/cameras.txt", cameras);
        _scene.Write("sparse/0/images.txt", "1 1 0 0 0 0 0 4 1 a.png\n\n");
        _scene.Picture("images/a.png");
        Refusal.AssertSays(why, () => PosedDatasets.Read(_scene.Path));
    }

    [Theory]
    [InlineData("1 0 0 0 0 0 0 4 1 a.png", "image 1 (a.png): the pose is no rotation")]
    [InlineData("1 1 0 0 0 0 NaN 4 1 a.png", "image 1 (a.png): the pose is no rotation")]
    [InlineData("1 1 0 0 0 0 0 4 1", "image 1 has no readable name")]
    [InlineData("1 1 0 0 0 0 0 4 1 a.png\n1 2", "line 2: the line ends before an observation")]
    [InlineData("# nothing", "the model has no images")]
    public void Broken_images_are_told(string images, string why)
    {
        _scene.Write("sparse/0/cameras.txt", "1 PINHOLE 80 60 90 90 40 30");
        _scene.Write("sparse/0/images.txt", images);
        _scene.Picture("images/a.png");
        Refusal.AssertSays(why, () => PosedDatasets.Read(_scene.Path));
    }

    [Fact]
    public void Mutated_files_are_read_or_refused()
    {
        (byte[] cameras, byte[] images, byte[] points) = ColmapFiles.Small();
        ColmapFiles.Write(_scene.File("bin"), (cameras, images, points));
        ColmapFiles.WriteText(_scene.File("bin"), _scene.File("txt"));
        byte[] Text(string name) => File.ReadAllBytes(_scene.File($"txt/{name}.txt"));
        Fuzz.Run("cameras.bin", [cameras], f => ColmapBinary.Cameras(f), Bound);
        Fuzz.Run("images.bin", [images], f => ColmapBinary.Images(f), Bound);
        Fuzz.Run("points3D.bin", [points], f => ColmapBinary.Points(f), Bound);
        Fuzz.Run("cameras.txt", [Text("cameras")], f => ColmapText.Cameras(f), Bound);
        Fuzz.Run("images.txt", [Text("images")], f => ColmapText.Images(f), Bound);
        Fuzz.Run("points3D.txt", [Text("points3D")], f => ColmapText.Points(f), Bound);
    }

    private static long Bound(byte[] file) => (64L * file.Length) + (1 << 18);

    private PosedDataset ReadSmall((byte[], byte[], byte[]) model, params string[] images)
    {
        ColmapFiles.Write(_scene.File("sparse/0"), model);
        foreach (string name in images.Length > 0 ? images : ["a.png", "b 1.png"])
            _scene.Picture("images/" + name, 40, 30);
        return PosedDatasets.Read(_scene.Path);
    }

    /// <summary>Without negative zeros, which print and compare alike but are not the same bits.</summary>
    private static CameraPose Plain(CameraPose p)
        => new(p.Position + Point3.Zero, p.Right + Point3.Zero, p.Up + Point3.Zero, p.Back + Point3.Zero);

    /// <summary>The same poses, and the same rays through pixels all over the picture.</summary>
    private static void AssertSame(PosedDataset expected, PosedDataset actual, double tolerance)
    {
        Assert.Equal(expected.Views.Length, actual.Views.Length);
        foreach ((PosedView a, PosedView b) in expected.Views.Zip(actual.Views))
        {
            Assert.Equal(a.Picture.Path, Path.GetFullPath(b.Picture.Path));
            Assert.True((a.Pose.Position - b.Pose.Position).Length < tolerance);
            for (int i = 0; i < 25; i++)
            {
                double x = a.Picture.Width * (i % 5) / 4.0, y = a.Picture.Height * (i / 5) / 4.0;
                Assert.Equal(a.TryRay(x, y, out Point3 u), b.TryRay(x, y, out Point3 v));
                Assert.True((u - v).Length < tolerance, $"{a.Name} ({x}, {y}): {u} and {v}");
            }
        }
    }
}
