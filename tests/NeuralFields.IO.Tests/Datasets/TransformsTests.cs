using NeuralFields.Datasets;
using NeuralFields.Geometry;
using NeuralFields.IO.Datasets;

namespace NeuralFields.IO.Tests.Datasets;

public sealed class TransformsTests : IDisposable
{
    private const string Angle = "\"camera_angle_x\": 1.2";
    private readonly TestScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Blender_files_give_the_split_and_pictures_without_ending()
    {
        foreach (string split in (string[])["train", "val", "test"])
        {
            _scene.Picture($"{split}/r_0.png", channels: 4);
            _scene.Picture($"{split}/r_10.png", channels: 4);
            _scene.Picture($"{split}/r_2.png", channels: 4);
            _scene.Write($"transforms_{split}.json", TestScene.Json(Angle,
                TestScene.Frame($"./{split}/r_10"), TestScene.Frame($"./{split}/r_2"), TestScene.Frame($"./{split}/r_0")));
        }
        PosedDataset dataset = PosedDatasets.Read(_scene.Path);
        Assert.Equal("Blender synthetic", dataset.Kind);
        Assert.Equal(["./train/r_0", "./train/r_2", "./train/r_10"], dataset.Of(ViewSplit.Train).Select(v => v.Name));
        Assert.Equal((3, 3), (dataset.Of(ViewSplit.Validation).Length, dataset.Of(ViewSplit.Test).Length));
        Assert.True(dataset.IsCutOut);
        Assert.Equal(4 / Math.Tan(0.6), dataset.Views[0].Lens.Pinhole.FocalX, 1e-12);
        Assert.Empty(dataset.Remarks);
        Assert.False(PosedDatasets.Read(_scene.File("transforms_train.json")).HasSplit);
    }

    [Fact]
    public void An_alpha_that_is_1_everywhere_cuts_nothing_out()
    {
        _scene.Picture("a.png", channels: 4, value: 1);
        _scene.Picture("b.png", channels: 4, value: 1);
        Assert.False(Read(Angle, TestScene.Frame("a.png"), TestScene.Frame("b.png")).IsCutOut);
        _scene.Picture("b.png", channels: 4, value: 0.5f);
        Assert.True(Read(Angle, TestScene.Frame("a.png"), TestScene.Frame("b.png")).IsCutOut);
    }

    [Fact]
    public void A_photograph_that_stands_there_twice_is_not_judged_by_what_was_trained_on_it()
    {
        foreach (string split in (string[])["train", "test"])
        {
            _scene.Picture($"{split}.png");
            _scene.Write($"transforms_{split}.json", TestScene.Json(Angle,
                TestScene.Frame("./train.png"), TestScene.Frame($"./{split}.png")));
        }
        PosedDataset dataset = PosedDatasets.Read(_scene.Path);
        Assert.Equal(["./train.png"], dataset.Of(ViewSplit.Train).Select(v => v.Name));
        Assert.Equal(["./test.png"], dataset.Of(ViewSplit.Test).Select(v => v.Name));
        Assert.Contains("2 views name photographs", Assert.Single(dataset.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"n_frames\": 0", "n_frames is 0, expected a whole number of at least 1")]
    [InlineData("\"k1\": \"a\"", "k1 is \"a\", expected a number")]
    public void A_mistake_names_its_place_once(string keys, string expected)
    {
        _scene.Picture("a.png");
        InputException e = Assert.Throws<InputException>(() => Read($"{Angle}, {keys}", TestScene.Frame("a.png")));
        Assert.Equal(2, e.Message.Split(".json(").Length);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_overrides_every_key_of_the_lens()
    {
        _scene.Picture("a.png");
        _scene.Picture("b.png");
        PosedDataset dataset = Read("\"fl_x\": 10, \"fl_y\": 11, \"cx\": 3, \"cy\": 2, \"w\": 8, \"h\": 6, \"k1\": 0.1, \"p1\": 0.01",
            TestScene.Frame("a.png"), TestScene.Frame("b.png", 0, ", \"fl_x\": 12, \"k1\": -0.1, \"k2\": 0.3, \"cx\": 4"));
        ViewLens a = dataset.Views[0].Lens, b = dataset.Views[1].Lens;
        Assert.Equal((10, 11, 3, 2), (a.Pinhole.FocalX, a.Pinhole.FocalY, a.Pinhole.CenterX, a.Pinhole.CenterY));
        Assert.Equal((12, 11, 4, 2), (b.Pinhole.FocalX, b.Pinhole.FocalY, b.Pinhole.CenterX, b.Pinhole.CenterY));
        Assert.Equal((0.1, 0, 0.01), (a.Distortion.K1, a.Distortion.K2, a.Distortion.P1));
        Assert.Equal((-0.1, 0.3, 0.01), (b.Distortion.K1, b.Distortion.K2, b.Distortion.P1));
    }

    [Theory]
    [InlineData("\"x_fov\": 90, \"camera_angle_x\": 0.1", 4, 4)]
    [InlineData("\"camera_angle_x\": 1.5707963267948966", 4, 4)]
    [InlineData("\"camera_angle_x\": 1.5707963267948966, \"camera_angle_y\": 1.5707963267948966", 4, 3)]
    [InlineData("\"fl_x\": 7, \"x_fov\": 90", 7, 7)]
    [InlineData("\"fl_y\": 7", 7, 7)]
    public void Focal_lengths_come_from_several_keys(string keys, double focalX, double focalY)
    {
        _scene.Picture("a.png");
        ViewLens lens = Read(keys, TestScene.Frame("a.png")).Views[0].Lens;
        Assert.Equal(focalX, lens.Pinhole.FocalX, 1e-12);
        Assert.Equal(focalY, lens.Pinhole.FocalY, 1e-12);
    }

    [Theory]
    [InlineData("\"is_fisheye\": true, \"k3\": 0.3, \"k4\": 0.4, \"p1\": 9", LensProjection.Equidistant, 0.3, 0.4, 0)]
    [InlineData("\"camera_model\": \"OPENCV_FISHEYE\", \"k3\": 0.3", LensProjection.Equidistant, 0.3, 0, 0)]
    [InlineData("\"camera_model\": \"OPENCV\", \"k3\": 0.3, \"p1\": 0.5", LensProjection.Perspective, 0.3, 0, 0.5)]
    [InlineData("\"distortion_params\": [0, 0, 0.3, 0.4, 0.5, 0]", LensProjection.Perspective, 0.3, 0.4, 0.5)]
    [InlineData("\"latlong\": false, \"equirectangular\": false", LensProjection.Perspective, 0, 0, 0)]
    public void Lens_models_are_told_by_either_programs_keys(
        string keys, LensProjection projection, double k3, double k4, double p1)
    {
        _scene.Picture("a.png");
        LensDistortion lens = Read("\"fl_x\": 5, " + keys, TestScene.Frame("a.png")).Views[0].Lens.Distortion;
        Assert.Equal((projection, k3, k4, p1), (lens.Projection, lens.K3, lens.K4, lens.P1));
    }

    [Fact]
    public void A_smaller_picture_than_stated_scales_the_lens()
    {
        _scene.Picture("a.png", 4, 3);
        ViewLens lens = Read("\"fl_x\": 10, \"cx\": 3, \"cy\": 2, \"w\": 8, \"h\": 6", TestScene.Frame("a.png")).Views[0].Lens;
        Assert.Equal(new(4, 3, 5, 5, 1.5, 1), lens.Pinhole);
    }

    [Fact]
    public void A_picture_of_another_shape_is_refused()
    {
        _scene.Picture("a.png", 6, 8);
        AssertRefused("is 6×8, but its camera is of 8×6", "\"fl_x\": 10, \"w\": 8, \"h\": 6", TestScene.Frame("a.png"));
    }

    [Fact]
    public void Missing_frames_are_skipped_with_a_count()
    {
        _scene.Picture("a.png");
        PosedDataset dataset = Read(Angle, TestScene.Frame("b.png"), TestScene.Frame("a.png"), TestScene.Frame("c"));
        Assert.Equal("a.png", Assert.Single(dataset.Views).Name);
        Assert.Equal("2 frames were skipped because their images are missing: b.png, c.", Assert.Single(dataset.Remarks));
        AssertRefused("none of the 2 photographs is there", Angle, TestScene.Frame("b.png"), TestScene.Frame("c.png"));
    }

    [Fact]
    public void A_broken_header_is_told_with_the_name_of_the_picture()
    {
        _scene.Picture("a.png");
        File.WriteAllBytes(_scene.File("b.png"), [1, 2, 3]);
        AssertRefused("b.png: the file is no image", Angle, TestScene.Frame("a.png"), TestScene.Frame("b.png"));
    }

    [Fact]
    public void Back_slashes_and_capital_endings_are_understood()
    {
        _scene.Picture("sub/a.PNG");
        Assert.Single(Read(Angle, TestScene.Frame(".\\\\sub\\\\a")).Views);
    }

    [Theory]
    [InlineData("[[-1,0,0,0],[0,1,0,0],[0,0,1,4],[0,0,0,1]]", "frame a.png: the camera's matrix mirrors")]
    [InlineData("[[1,0.5,0,0],[0,1,0,0],[0,0,1,4],[0,0,0,1]]", "frame a.png: the axes of the camera's matrix are ")]
    [InlineData("[[1,0,0,0],[0,2,0,0],[0,0,1,4],[0,0,0,1]]", "1, 2 and 1 long")]
    [InlineData("[[0,0,0,0],[0,0,0,0],[0,0,0,4],[0,0,0,1]]", "0, 0 and 0 long")]
    [InlineData("[[1,0,0],[0,1,0],[0,0,1],[0,0,0]]", "transform_matrix has 3 values, expected 4")]
    [InlineData("[[1,0,0,0]]", "transform_matrix has 1 rows")]
    [InlineData("[[1,0,0,1e999],[0,1,0,0],[0,0,1,4],[0,0,0,1]]", "out of range")]
    [InlineData("[[1,0,0,1e300],[0,1,0,0],[0,0,1,4],[0,0,0,1]]", "the camera's matrix has an entry 1E+300")]
    [InlineData("[[NaN,0,0,0],[0,1,0,0],[0,0,1,4],[0,0,0,1]]", "'N' cannot stand here")]
    [InlineData("7", "transform_matrix is 7")]
    public void A_matrix_that_is_no_pose_is_refused_with_the_frame(string matrix, string why)
    {
        _scene.Picture("a.png");
        AssertRefused(why, Angle, $"{{\"file_path\": \"a.png\", \"transform_matrix\": {matrix}}}");
    }

    [Fact]
    public void A_matrix_of_three_rows_and_a_common_scale_is_a_pose()
    {
        _scene.Picture("a.png");
        PosedView view = Assert.Single(Read(Angle,
            "{\"file_path\": \"a.png\", \"transform_matrix\": [[2,0,0,1],[0,0,-2,2],[0,2,0,3]]}").Views);
        Assert.Equal((new Point3(1, 2, 3), new Point3(0, 0, 1)), (view.Pose.Position, view.Pose.Up));
    }

    [Theory]
    [InlineData("\"ftheta_p0\": 1", "ftheta_p0")]
    [InlineData("\"latlong\": true", "latlong")]
    [InlineData("\"orthographic\": true", "orthographic")]
    [InlineData("\"envmap\": \"sky.exr\"", "envmap")]
    [InlineData("\"camera_model\": \"FISHEYE624\"", "camera_model is \"FISHEYE624\"")]
    [InlineData("\"aabb_scale\": 3", "aabb_scale is 3, expected a power of two")]
    [InlineData("\"aabb_scale\": \"4\"", "aabb_scale is \"4\"")]
    [InlineData("\"scale\": -1", "scale is -1")]
    [InlineData("\"offset\": [1, 2]", "offset has 2 values")]
    [InlineData("\"camera_angle_x\": 4", "field of view")]
    [InlineData("\"fl_x\": 0", "no focal length")]
    [InlineData("\"fl_x\": -5", "focal lengths are -5")]
    [InlineData("\"w\": 0", "w is 0")]
    public void Keys_that_cannot_be_met_are_refused_by_name(string keys, string why)
    {
        _scene.Picture("a.png");
        AssertRefused(why, (keys.Contains("camera_angle", StringComparison.Ordinal) || keys.Contains("fl_x", StringComparison.Ordinal)
            ? "" : "\"fl_x\": 5, ") + keys, TestScene.Frame("a.png"));
    }

    [Fact]
    public void Unknown_keys_are_listed_once()
    {
        _scene.Picture("a.png");
        PosedDataset dataset = Read(Angle + ", \"zeal\": 1, \"importance_sampling\": true",
            TestScene.Frame("a.png", 0, ", \"depth_path\": \"d.png\""));
        Assert.Equal("keys without effect here: depth_path, importance_sampling, zeal.", Assert.Single(dataset.Remarks));
    }

    [Fact]
    public void The_keys_of_the_scene_box_are_read()
    {
        _scene.Picture("a.png");
        PosedDataset dataset = Read(Angle + ", \"aabb_scale\": 16, \"scale\": 0.2, \"offset\": 0.4, \"up\": [0, 0, 1]",
            TestScene.Frame("a.png"));
        Assert.Equal((16, 0.2, new Point3(0.4, 0.4, 0.4)), (dataset.AabbScale, dataset.Scale, dataset.Offset));
        SceneBox box = SceneFit.Of(Read(Angle + ", \"aabb\": [[0, 0, 0], [4, 2, 1]]", TestScene.Frame("a.png"))).Box;
        Assert.Equal(0.25, box.Scale);
        Assert.Equal(new Point3(2, 1, 0.5), box.Center);
    }

    [Fact]
    public void Files_of_mitsuba_turn_the_camera_around()
    {
        _scene.Picture("a.png");
        PosedDataset dataset = Read(Angle + ", \"from_mitsuba\": true", TestScene.Frame("a.png"));
        Assert.Equal((new Point3(-1, 0, 0), new Point3(0, 0, -1)), (dataset.Views[0].Pose.Right, dataset.Views[0].Pose.Back));
        Assert.Equal(0.66, dataset.Scale);
    }

    [Fact]
    public void Lists_of_names_give_the_split()
    {
        foreach (string name in (string[])["a", "b", "c", "d"]) _scene.Picture(name + ".png");
        PosedDataset dataset = Read(
            Angle + ", \"train_filenames\": [\"a.png\", \"c.png\"], \"val_filenames\": [\"b.png\"], \"test_filenames\": [\"b.png\"]",
            [.. "abcd".Select(c => TestScene.Frame(c + ".png"))]);
        Assert.Equal(["a.png", "c.png"], dataset.Of(ViewSplit.Train).Select(v => v.Name));
        Assert.Equal(["b.png"], dataset.Of(ViewSplit.Validation).Select(v => v.Name));
        Assert.Equal(3, dataset.Views.Length);
    }

    [Fact]
    public void The_first_frames_and_the_sharp_ones_can_be_kept()
    {
        for (int i = 0; i < 6; i++) _scene.Picture($"{i}.png");
        string[] frames = [.. Enumerable.Range(0, 6).Select(i => TestScene.Frame($"{i}.png", 0, $", \"sharpness\": {(i == 3 ? 1 : 10)}"))];
        Assert.Equal(4, Read(Angle + ", \"n_frames\": 4", frames).Views.Length);
        PosedDataset sharp = Read(Angle + ", \"sharpness_discard_threshold\": 0.5", frames);
        Assert.Equal(["0.png", "1.png", "2.png", "4.png", "5.png"], sharp.Views.Select(v => v.Name));
    }

    [Fact]
    public void Masks_are_found_by_key_and_beside_the_picture()
    {
        foreach (string name in (string[])["im/a.png", "m/a.png", "im/dynamic_mask_a.png", "im/a.alpha.png"]) _scene.Picture(name);
        PosedView view = Read(Angle, TestScene.Frame("im/a.png", 0, ", \"mask_path\": \"m/a.png\"")).Views[0];
        Assert.Equal([MaskRule.BlackIsLeftOut, MaskRule.BlackIsKept, MaskRule.RedIsAlpha], view.Masks.Select(m => m.Rule));
        Assert.True(view.Picture.HasAlpha);
        AssertRefused("there is no file", Angle, TestScene.Frame("im/a.png", 0, ", \"mask_path\": \"m/b.png\""));
    }

    [Fact]
    public void Files_of_rays_are_refused()
    {
        _scene.Picture("a.png");
        _scene.Write("rays_a.dat", "x");
        AssertRefused("rays_a.dat: files of rays", Angle, TestScene.Frame("a.png"));
        Assert.Single(Read(Angle + ", \"enable_ray_loading\": false", TestScene.Frame("a.png")).Views);
    }

    [Fact]
    public void Downscaled_pictures_come_from_the_folder_beside_or_are_averaged()
    {
        _scene.Picture("images/a.png", 9, 7);
        _scene.Picture("images/b.png", 9, 7);
        _scene.Picture("images_2/a.png", 4, 3);
        _scene.Write("transforms.json", TestScene.Json("\"fl_x\": 9", TestScene.Frame("images/a.png"), TestScene.Frame("images/b.png")));
        PosedDataset dataset = PosedDatasets.Read(_scene.Path, new DatasetOptions { Downscale = 2 });
        (ViewPicture a, ViewPicture b) = (dataset.Views[0].Picture, dataset.Views[1].Picture);
        Assert.Equal((4, 3, 1), (a.Width, a.Height, a.Downscale));
        Assert.Equal((5, 4, 2), (b.Width, b.Height, b.Downscale));
        Assert.Equal(4.0, dataset.Views[0].Lens.Pinhole.FocalX, 1e-12);
        Assert.Equal(5.0, dataset.Views[1].Lens.Pinhole.FocalX, 1e-12);
    }

    [Fact]
    public void Names_with_line_breaks_are_refused_in_one_line()
    {
        _scene.Picture("a.png");
        AssertRefused("is no path", Angle, TestScene.Frame("a\\nb.png"));
        AssertRefused("camera_model is \"a?b\"", Angle + ", \"camera_model\": \"a\\nb\"", TestScene.Frame("a.png"));
    }

    [Theory]
    [InlineData("{}", "there are no \"frames\"")]
    [InlineData("[1]", "there are no \"frames\"")]
    [InlineData("{\"frames\": []}", "frames has 0 entries")]
    [InlineData("{\"frames\": [3]}", "a frame is 3")]
    [InlineData("{\"frames\": [{}]}", "there is no \"file_path\"")]
    [InlineData("{\"frames\": [{\"file_path\": \"a.png\"}]}", "there is no \"transform_matrix\"")]
    [InlineData("{\"frames\": [", "ends too early")]
    [InlineData("{\"frames\": [{\"file_path\": \"\\u0000\", \"transform_matrix\": [[1,0,0,0],[0,1,0,0],[0,0,1,0]]}]}", "is no path")]
    public void Broken_files_are_refused_in_one_line(string text, string why)
    {
        _scene.Picture("a.png");
        _scene.Write("transforms.json", text);
        Refusal.AssertSays(why, () => PosedDatasets.Read(_scene.Path));
    }

    [Fact]
    public void What_is_no_data_set_is_told()
    {
        Refusal.AssertSays("this is no data set of photographs", () => PosedDatasets.Read(_scene.Path));
        Refusal.AssertSays("there is no such file or folder", () => PosedDatasets.Read(_scene.File("none")));
        Refusal.AssertSays("is no path", () => PosedDatasets.Read(""));
        Assert.False(PosedDatasets.Recognizes(_scene.Path));
    }

    private PosedDataset Read(string keys, params string[] frames)
    {
        _scene.Write("transforms.json", TestScene.Json(keys, frames));
        return PosedDatasets.Read(_scene.Path);
    }

    private void AssertRefused(string why, string keys, params string[] frames)
    {
        InputException e = Assert.Throws<InputException>(() => Read(keys, frames));
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }
}
