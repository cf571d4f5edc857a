using System.Buffers.Binary;
using NeuralFields.Datasets;
using NeuralFields.Geometry;
using NeuralFields.IO.Datasets;

namespace NeuralFields.IO.Tests.Datasets;

public sealed class LlffTests : IDisposable
{
    private readonly TestScene _scene = new();

    // Columns: down, right, back, position, (height, width, focal length); then the depths.
    private static readonly double[] s_row = [0, 1, 0, 5, 60, -1, 0, 0, 6, 80, 0, 0, 1, 7, 90, 1.5, 20];

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_row_is_a_pose_a_lens_and_depths()
    {
        _scene.Picture("images/a.png", 40, 30);
        PosedView view = Assert.Single(Read(1, s_row).Views);
        Assert.Equal((new Point3(1, 0, 0), new Point3(0, 0, 1)), (view.Pose.Right, view.Pose.Back));
        Assert.Equal(new Point3(0, 1, 0), view.Pose.Up + Point3.Zero);
        Assert.Equal(new Point3(5, 6, 7), view.Pose.Position);
        Assert.Equal(new(40, 30, 45, 45, 20, 15), view.Lens.Pinhole);
        Assert.Equal((1.5, 20.0), view.Depths);
    }

    [Fact]
    public void Another_number_of_images_than_of_cameras_is_refused()
    {
        _scene.Picture("images/a.png", 40, 30);
        _scene.Write("images/notes.txt", "no image");
        Refusal.AssertSays("there are 2 cameras but 1 images", () => Read(2, [.. s_row, .. s_row]));
    }

    [Fact]
    public void Rows_that_are_no_cameras_are_refused()
    {
        _scene.Picture("images/a.png", 40, 30);
        Refusal.AssertSays("image a.png: the camera's matrix mirrors", () => Read(1, [0, -1, .. s_row[2..]]));
        Refusal.AssertSays("expected pixels from 1", () => Read(1, [.. s_row[..4], 0, .. s_row[5..]]));
        Refusal.AssertSays("focal lengths", () => Read(1, [.. s_row[..14], double.NaN, .. s_row[15..]]));
        Refusal.AssertSays("expected (n, 17)", () => Read(17, s_row));
    }

    [Fact]
    public void A_folder_without_images_is_refused()
        => Refusal.AssertSays("there is no folder of images beside it", () => Read(1, s_row));

    private PosedDataset Read(int rows, double[] values)
    {
        byte[] data = new byte[8 * values.Length];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(8 * i), values[i]);
        File.WriteAllBytes(_scene.File("poses_bounds.npy"),
            NpyReaderTests.Npy("<f8", "False", $"({rows}, {values.Length / rows})", data));
        return PosedDatasets.Read(_scene.Path);
    }
}
