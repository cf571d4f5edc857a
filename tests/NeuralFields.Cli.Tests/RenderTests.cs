using NeuralFields.Images;
using NeuralFields.IO;
using NeuralFields.Testing;

namespace NeuralFields.Cli.Tests;

public sealed class RenderTests : IDisposable
{
    private const string Camera =
        """{"render_width":20,"render_height":10,"camera_path":[{"camera_to_world":[1,0,0,10, 0,1,0,0, 0,0,1,12, 0,0,0,1],"fov":40},{"camera_to_world":[1,0,0,10, 0,1,0,0, 0,0,1,14, 0,0,0,1],"fov":40}]}""";

    private readonly Workplace _place = new();

    public RenderTests()
    {
        Octahedron.Write(_place["o.nf"]);
        File.WriteAllText(_place["c.json"], Camera);
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_view_has_picture_depths_normals_and_opacity()
    {
        ToolRun run = Render(
            "-o a.png --depth d.pfm --normals n.pfm --opacity o.pfm --azimuth 0 --elevation 0 --distance 12 --fov 40 --size 41x31 --json");
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal((41, 31), (run.Json.GetProperty("width").GetInt32(), run.Json.GetProperty("height").GetInt32()));
        Assert.True(run.Json.GetProperty("samples").GetInt64() >= 41 * 31);
        Assert.True(run.Json.GetProperty("seconds").GetDouble() > 0);
        Image picture = Read("a.png"), depth = Read("d.pfm"), normals = Read("n.pfm"), opacity = Read("o.pfm");
        Assert.Equal((3, 1, 3, 1), (picture.Channels, depth.Channels, normals.Channels, opacity.Channels));
        // The corner at z = 3 is seen from z = 12, in the shape's units.
        Assert.Equal(9, depth[20, 15][0], 0.02);
        Assert.Equal((0, 0), (depth[0, 0][0], opacity[0, 0][0]));
        Assert.Equal(1, opacity[20, 15][0]);
        // Right, up and front of one of the eight faces.
        Assert.All(normals[23, 13].ToArray(), n => Assert.Equal(0.57735f, n, 2e-3f));
    }

    [Fact]
    public void Transparent_backgrounds_give_alpha_and_colours_fill_what_is_empty()
    {
        Assert.Equal(0, Render("-o a.png --background transparent --size 16x12").Code);
        Assert.Equal(0, Render("-o b.png --background #3366cc --size 16x12").Code);
        Image alpha = Read("a.png"), blue = Read("b.png");
        Assert.Equal(4, alpha.Channels);
        Assert.Equal((0, 1), (alpha[0, 0][3], alpha[8, 6][3]));
        Assert.Equal([0x33 / 255f, 0x66 / 255f, 0xcc / 255f], blue[0, 0].ToArray());
    }

    [Fact]
    public void Depths_and_normals_are_coloured_in_png()
    {
        Assert.Equal(0, Render("--depth d.png --normals n.png --size 16x12").Code);
        Assert.Equal((3, 3), (Read("d.png").Channels, Read("n.png").Channels));
        Assert.Equal([0, 0, 0], Read("n.png")[0, 0].ToArray());
    }

    [Fact]
    public void A_camera_file_says_where_the_camera_stands_and_how_large_pictures_are()
    {
        ToolRun run = Render("--depth d.pfm --camera c.json");
        Assert.True(run.Code == 0, run.Error);
        Image depth = Read("d.pfm");
        Assert.Equal((20, 10), (depth.Width, depth.Height));
        Assert.InRange(depth[10, 5][0], 9, 9.6);
    }

    [Fact]
    public void A_path_gives_a_frame_for_each_camera_and_a_turn_as_many_as_wanted()
    {
        ToolRun run = Render("--frames p --path c.json --spp 1 --json");
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(2, run.Json.GetProperty("frames").GetInt32());
        Assert.Equal(2 * 20 * 10, run.Json.GetProperty("samples").GetInt32());
        Assert.Equal(["frame_00001.png", "frame_00002.png"], Names("p"));
        Assert.Equal(0, Render("--frames t --frame-count 3 --size 12x9").Code);
        Assert.Equal(3, Names("t").Length);
    }

    [Fact]
    public void A_video_is_made_where_ffmpeg_is_there()
    {
        if (ExternalTool.Find("ffmpeg", "video") is null) return;
        ToolRun run = Render("--frames a.mp4 --frame-count 3 --size 33x24 --fps 12");
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("33×24 becomes 34×24", run.Error, StringComparison.Ordinal);
        Assert.True(new FileInfo(_place["a.mp4"]).Length > 500);
    }

    [Fact]
    public void The_picture_does_not_depend_on_threads()
    {
        Render("-o a.png --threads 1 --size 40x30");
        Render("-o b.png --threads 2 --size 40x30");
        Assert.Equal(File.ReadAllBytes(_place["a.png"]), File.ReadAllBytes(_place["b.png"]));
    }

    [Theory]
    [InlineData("-o a.png --region 0,0,1,1", "--region does not apply to a field of task sdf")]
    [InlineData("-o a.png --view 0", "--view does not apply to a field of task sdf")]
    [InlineData("-o a.png --compare", "--compare does not apply to a field of task sdf")]
    [InlineData("--size 4x4", "there is no output")]
    [InlineData("-o a.png --camera c.json --azimuth 5", "--camera and --azimuth are both given")]
    [InlineData("-o a.png --camera c.json --path c.json", "--camera and --path are both given")]
    [InlineData("-o a.png --path c.json", "--path needs --frames")]
    [InlineData("-o a.png --frames f", "--frames and --output are both given")]
    [InlineData("-o a.png --fps 5", "--fps needs --frames")]
    [InlineData("-o a.png --elevation 91", "--elevation is 91, expected a number from -90 to 90")]
    [InlineData("-o a.png --fov 180", "--fov is 180, expected a number from 1 to 170")]
    [InlineData("-o a.png --up x", "--up: x is no axis")]
    [InlineData("-o a.png --background mauve", "--background: mauve is no colour")]
    [InlineData("-o a.png --depth a.png", "two outputs have this name")]
    [InlineData("-o a.png --camera none.json", "no such file")]
    [InlineData("--frames c.json", "expected a folder")]
    [InlineData("--normals n.xyz", "n.xyz")]
    public void Mistakes_are_one_line_and_exit_code_2(string options, string part)
    {
        ToolRun run = Render(options);
        Assert.Equal(2, run.Code);
        Assert.Contains(part, Assert.Single(run.Error.TrimEnd().Split('\n'), l => l.StartsWith("nf: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.False(File.Exists(_place["a.png"]));
    }

    [Theory]
    [InlineData("--azimuth 3"), InlineData("--depth d.png"), InlineData("--view 1"), InlineData("--background white")]
    public void Options_of_views_do_not_apply_to_pictures(string options)
    {
        Assert.Equal(0, ToolRun.Of("fit", "image", _place.Photo, "-o", _place["p.nf"], "--steps", "2", "--set", "encoding.n_levels=2").Code);
        ToolRun run = ToolRun.Of(["render", _place["p.nf"], "-o", _place["a.png"], .. Words(options)]);
        Assert.Equal(2, run.Code);
        Assert.Contains($"{options.Split(' ')[0]} does not apply to a field of task image", run.Error, StringComparison.Ordinal);
    }

    private ToolRun Render(string options) => ToolRun.Of(["render", _place["o.nf"], .. Words(options)]);

    /// <summary>Words with files in the test's own folder.</summary>
    private IEnumerable<string> Words(string options)
        => options.Split(' ').Select(w => !w.StartsWith('-') && (w.Contains('.', StringComparison.Ordinal) || w is "p" or "t" or "f")
            && !w.Contains(',', StringComparison.Ordinal) ? _place[w] : w);

    private Image Read(string name) => ImageFile.Read(_place[name]).Image;

    private string[] Names(string folder)
        => [.. Directory.GetFiles(_place[folder]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
