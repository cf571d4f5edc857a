using System.Text;
using NeuralFields.Datasets;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.IO.Cameras;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Testing;
using Xunit.Abstractions;

namespace NeuralFields.IO.Tests.Cameras;

public sealed class CameraFileTests(ITestOutputHelper output)
{
    private const string Nerfstudio = """
        {"camera_type":"perspective","render_width":320,"render_height":200,"fps":12,"seconds":2,"keyframes":[],
        "camera_path":[{"camera_to_world":[1,0,0,4, 0,1,0,5, 0,0,1,6, 0,0,0,1],"fov":40,"aspect":1.6},
        {"camera_to_world":[0,0,1,7, 0,1,0,8, -1,0,0,9, 0,0,0,1],"fov":50}]}
        """;

    private const string Keyframes = """
        {"render_width":64,"render_height":48,"fps":10,"seconds":1.1,"default_fov":45,"keyframes":[
        {"matrix":"[1,0,0,0, 0,1,0,0, 0,0,1,0, 4,5,6,1]","fov":40},
        {"matrix":[1,0,0,7, 0,1,0,8, 0,0,1,9, 0,0,0,1]}]}
        """;

    private const string InstantNgp = """
        {"loop":false,"time":0.0,"duration_seconds":1,"spline_order":1,"path":[
        {"R":[0,0,0,1],"T":[0.5,0.5,0.5],"fov":50,"slice":0,"scale":1,"dof":0},
        {"R":[0,1,0,0],"T":[1,0.5,0.75],"fov":40,"aperture_size":0}]}
        """;

    private const string Transforms = """
        {"camera_angle_x":1.5707963267948966,"w":100,"h":80,"frames":[
        {"file_path":"a.png","transform_matrix":[[1,0,0,1],[0,1,0,2],[0,0,1,3],[0,0,0,1]]},
        {"file_path":"b.png","fl_x":70,"fl_y":60,"cx":49,"cy":41,"transform_matrix":[[1,0,0,1],[0,1,0,2],[0,0,1,3]]}]}
        """;

    [Fact]
    public void A_nerfstudio_path_has_a_camera_per_frame()
    {
        CameraPath path = Read(Nerfstudio).Path;
        Assert.Equal((2, 12.0), (path.Cameras.Length, path.FramesPerSecond));
        Assert.Equal((320, 200), (path.Cameras[0].Lens.Width, path.Cameras[0].Lens.Height));
        Assert.Equal(40, path.Cameras[0].Lens.FieldOfView, 1e-9);
        Assert.Equal(new CameraPose(new(7, 8, 9), new(0, 0, -1), new(0, 1, 0), new(1, 0, 0)), path.Cameras[1].Pose);
    }

    [Fact]
    public void Key_frames_alone_are_interpolated_whichever_way_their_matrix_is_written()
    {
        CameraPath path = Read(Keyframes).Path;
        Assert.Equal(11, path.Cameras.Length);
        Assert.Equal(new Point3(4, 5, 6), path.Cameras[0].Pose.Position);
        Assert.Equal(new Point3(7, 8, 9), path.Cameras[^1].Pose.Position);
        Assert.Equal(45, path.Cameras[^1].Lens.FieldOfView, 1e-9);
    }

    [Fact]
    public void An_instant_ngp_path_stands_in_the_unit_cube_of_the_shape()
    {
        CameraFile file = Read(InstantNgp);
        Assert.Equal(60, file.Path.Cameras.Length);
        // The identity looks along +z with y down: in our convention along −Back.
        Assert.Equal((new Point3(0, -1, 0), new Point3(0, 0, -1)), (file.Path.Cameras[0].Pose.Up, file.Path.Cameras[0].Pose.Back));
        Box3 bounds = new(new(10, 20, 30), new(14, 22, 31));
        CameraPath path = file.InFrameOf(bounds);
        Assert.Equal(0, (bounds.Center - path.Cameras[0].Pose.Position).Length, 1e-12);
        double side = 4 + (2 * 0.005 * bounds.Diagonal);
        Assert.Equal(bounds.Center.X + (0.5 * side), path.Cameras[^1].Pose.Position.X, 1e-12);
        Assert.Equal(bounds.Center.Z + (0.25 * side), path.Cameras[^1].Pose.Position.Z, 1e-12);
    }

    [Fact]
    public void An_instant_ngp_path_of_photographs_has_its_axes_cycled_back()
    {
        SceneBox box = new(0.33, new(0.5, 0.4, 0.6), 4);
        Camera camera = Read(InstantNgp).InFrameOf(box).Cameras[^1];
        // (1, ½, ¾) there is (¾, 1, ½) in the data set's axes, before offset and scale are undone.
        Assert.Equal(0, (camera.Pose.Position - new Point3(0.25 / 0.33, 0.6 / 0.33, -0.1 / 0.33)).Length, 1e-12);
        // Turned by half about its y: it looks along its −z, which is −x of the data set, with y, its z, down.
        Assert.Equal(0, (camera.Pose.Back - new Point3(1, 0, 0)).Length, 1e-12);
        Assert.Equal(0, (camera.Pose.Up - new Point3(0, 0, -1)).Length, 1e-12);
    }

    [Fact]
    public void Frames_of_a_data_set_are_cameras()
    {
        CameraPath path = Read(Transforms).Path;
        Assert.Equal(new CameraPose(new(1, 2, 3), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)), path.Cameras[0].Pose);
        Assert.Equal(50, path.Cameras[0].Lens.FocalX, 1e-9);
        Assert.Equal(new CameraLens(100, 80, 70, 60, 49, 41), path.Cameras[1].Lens);
    }

    [Fact]
    public void A_path_reads_as_it_was_written()
    {
        OrbitCamera orbit = new() { Azimuth = 20, Elevation = 35, FieldOfView = 42 };
        CameraPath written = CameraPath.Turntable(orbit, new(new(1, 2, 3), new(2, 4, 6)), 160, 120, 5, 25);
        CameraPath read = Read(DescriptionWriter.ToLine(NerfstudioPath.Write(written))).Path;
        Assert.Equal(25, read.FramesPerSecond);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(0, (written.Cameras[i].Direction(3, 7) - read.Cameras[i].Direction(3, 7)).Length, 1e-12);
            Assert.Equal(written.Cameras[i].Pose.Position, read.Cameras[i].Pose.Position);
        }
    }

    [Theory]
    [InlineData("{}", "holds no cameras")]
    [InlineData("[1", "c.json")]
    [InlineData("""{"camera_path":[],"keyframes":[]}""", "0 entries")]
    [InlineData("""{"camera_type":"fisheye","camera_path":[]}""", "expected \"perspective\"")]
    [InlineData("""{"camera_path":[{"fov":40}]}""", "\"camera_to_world\"")]
    [InlineData("""{"camera_path":[{"camera_to_world":[1,2],"fov":40}]}""", "expected 16")]
    [InlineData("""{"camera_path":[{"camera_to_world":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1]}]}""", "right-handed")]
    [InlineData("""{"path":[{"R":[0,0,0,0],"T":[0,0,0]}]}""", "no rotation")]
    [InlineData("""{"path":[{"R":[0,0,0,1],"T":[0,0,0],"fov":200}]}""", "200 degrees")]
    [InlineData("""{"path":[{"R":[0,0,0,1],"T":[0,0,0]}],"duration_seconds":1e9}""", "duration_seconds")]
    [InlineData("""{"frames":[{"transform_matrix":[[1,0,0,0],[0,1,0,0],[0,0,1,0]]}]}""", "focal length")]
    [InlineData("""{"frames":{}}""", "a list")]
    public void Broken_files_are_refused_with_their_place(string text, string part)
    {
        string message = Assert.Throws<InputException>(() => Read(text)).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.StartsWith("c.json", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_files_are_read_or_refused()
    {
        // Tens of bytes of nodes per byte of text; frames of an interpolated path, some 300 bytes each, are bounded by count.
        byte[][] seeds = [.. ((string[])[Nerfstudio, Keyframes, InstantNgp, Transforms]).Select(Encoding.UTF8.GetBytes)];
        output.WriteLine(Fuzz.Run(
            "cameras", seeds, file => CameraFile.Read(file, "c.json"), file => (400L * CameraKeys.MaxFrames) + (400L * file.Length)));
    }

    private static CameraFile Read(string text) => CameraFile.Read(Encoding.UTF8.GetBytes(text), "c.json");

}
