using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Viewer.Tests;

public sealed class CropLinesTests
{
    private static readonly Box3 s_box = new(new(-1, -2, -3), new(1, 2, 3));

    [Fact]
    public void Sides_move_along_their_axis_and_never_pass_each_other()
    {
        Assert.Equal(-0.5, CropLines.Move(s_box, 0, -0.5).Min.X);
        Assert.Equal(5, CropLines.Move(s_box, 5, 5).Max.Z);
        Assert.Equal(2, CropLines.Move(s_box, 2, 9).Min.Y);
        Assert.Equal(s_box.Max.Y, CropLines.At(s_box, 3));
    }

    [Fact]
    public void A_handle_is_found_where_it_is_seen()
    {
        Camera camera = new OrbitCamera { Azimuth = 33, Elevation = 21 }.Around(s_box, 300, 200);
        for (int side = 0; side < 6; side++)
        {
            (double x, double y, _) = camera.Project(CropLines.Handle(s_box, side));
            Assert.Equal(side, CropLines.Near(camera, s_box, x + 2, y - 2, 8));
        }
        Assert.Null(CropLines.Near(camera, s_box, -50, -50, 8));
    }
}
