using NeuralFields.Images;
using NeuralFields.IO;
using NeuralFields.Testing;

namespace NeuralFields.Cli.Tests.Viewing;

/// <summary>The viewer in a window, driven by scripts; every step leaves a picture that tells whether it was done.</summary>
public sealed class ViewTests(Screen screen) : IClassFixture<Screen>, IDisposable
{
    private static readonly string[] s_smallShape =
    [
        "--steps", "250", "--set", "encoding.n_levels=6", "--set", "encoding.log2_hashmap_size=12", "--finest", "64", "--set",
        "training.batch_size=1024", "--quiet",
    ];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_shape_is_turned_measured_cut_and_kept()
    {
        if (!screen.IsPresent) return;
        Assert.Equal(0, ToolRun.Of(["fit", "sdf", _place.Mesh, "-o", _place["a.nf"], .. s_smallShape]).Code);
        Run("a.nf", "160x120", """
            picture home.png
            screenshot home-text.png
            key Tab
            screenshot home-plain.png
            orbit 40 0
            screenshot turned.png
            drag 80 60 60 60
            screenshot dragged.png
            reset
            mode normals
            screenshot normals.png
            mode depth
            screenshot depth.png
            mode opacity
            screenshot opacity.png
            mode steps
            screenshot steps.png
            mode error
            picture error.png
            mode shaded
            crop 4 -1 -1 8 1 5
            screenshot cropped.png
            crop off
            slice z 2
            screenshot sliced.png
            slice off
            iso 0.4
            screenshot wider.png
            iso 0
            light 60 20
            background white
            screenshot lit.png
            exposure -2
            screenshot dark.png
            reset
            path add
            orbit 30 0
            path add
            path save path.json
            path play
            screenshot played.png
            crop 4 -1 1.9 8 4 2.1
            mesh a.glb
            crop off
            resize 120x160
            screenshot upright.png
            picture large.png 2
            quit
            """, "--data", _place.Mesh);
        Same("home.png", Rendered("--size", "160x120"));
        Same("home-plain.png", Rendered("--size", "160x120"));
        Assert.True(Difference("home-text.png", "home-plain.png", y1: 0.4) > 0.02, "There is no text over the picture.");
        Same("turned.png", Rendered("--size", "160x120", "--azimuth", "70"));
        Assert.True(Difference("turned.png", "dragged.png") > 0.01, "A drag turns nothing.");
        Layer("--normals", "normals.png");
        Layer("--opacity", "opacity.png");
        Assert.True(Difference("normals.png", "depth.png") > 0.05 && Difference("depth.png", "steps.png") > 0.05);
        Assert.True(Difference("home-plain.png", "cropped.png", y1: 0.3) < 0.01 || Seen("cropped.png") < 0.9 * Seen("home-plain.png"));
        Assert.True(Blue("sliced.png") > 40, $"The inside of the slice has {Blue("sliced.png")} pixels.");
        Assert.True(Seen("wider.png") > 1.05 * Seen("home-plain.png"), "A larger iso-value shows no larger shape.");
        Assert.InRange(Mean("error.png"), 1e-3, 0.95 * Mean("opacity.png"));
        Assert.True(Difference("home-plain.png", "lit.png") > 0.005);
        Assert.True(Mean("dark.png") < 0.7 * Mean("lit.png"));
        Same("played.png", Rendered("--size", "160x120", "--azimuth", "60"));
        Assert.Equal((120, 160), Size("upright.png"));
        Assert.Equal((240, 320), Size("large.png"));
        Assert.Equal(0, ToolRun.Of("render", _place["a.nf"], "--path", _place["path.json"], "--frames", _place["film"], "--size", "16x12").Code);
        Assert.Equal(31, Directory.GetFiles(_place["film"]).Length);
        Assert.Equal(0, ToolRun.Of("info", _place["a.glb"]).Code);
    }

    [Fact]
    public void A_picture_is_moved_enlarged_and_compared()
    {
        if (!screen.IsPresent) return;
        Assert.Equal(0, ToolRun.Of(
            "fit", "image", _place.Photo, "-o", _place["p.nf"], "--steps", "400", "--set", "encoding.log2_hashmap_size=10", "--quiet").Code);
        Run("p.nf", "96x64", """
            picture whole.png
            zoom 8 0 0
            picture corner.png
            drag 10 10 40 30
            picture dragged.png
            frame
            compare photograph
            picture target.png
            compare difference
            picture difference.png
            quit
            """, "--data", _place.Photo);
        Same("whole.png", Rendered("--size", "96x64"));
        double part = Math.Pow(0.9, 8);
        Same("corner.png", Rendered("--size", "96x64", "--region", FormattableString.Invariant($"0,0,{part},{part}")));
        Assert.True(Difference("corner.png", "dragged.png") > 0.01);
        Assert.Equal(ImageFile.Read(_place.Photo).Image[10, 5][0], Pixel("target.png", 42, 22)[0], 0.01f);
        Assert.True(Mean("difference.png") < Mean("target.png"));
    }

    [Fact]
    public void Photographs_are_visited_and_compared()
    {
        if (!screen.IsPresent) return;
        string data = Path.Combine(SharedData.Repository, "scenes", "radiance", "spot");
        Assert.Equal(0, ToolRun.Of(
            "fit", "radiance", data, "-o", _place["a.nf"], "--steps", "1000", "--downscale", "4", "--set",
            "encoding.log2_hashmap_size=12", "--set", "training.batch_size=2048", "--quiet").Code);
        Run("a.nf", "63x47", """
            view 3
            picture there.png
            compare photograph
            picture target.png
            compare difference
            picture difference.png
            compare none
            mode depth
            picture depth.png
            mode shaded
            key RightBracket
            picture next.png
            crop 5 5 5 6 6 6
            picture nothing.png
            quit
            """, "--data", data);
        Same("there.png", Rendered("--view", "3", "--size", "63x47"), least: 32);
        Assert.True(Difference("there.png", "target.png") is > 0.005 and < 0.3);
        Assert.True(Difference("there.png", "next.png") > 0.01);
        Assert.True(Difference("difference.png", "depth.png") > 0.01);
        Assert.True(Seen("nothing.png") < Seen("there.png"));
    }

    [Fact]
    public void A_training_is_watched_paused_stepped_and_kept()
    {
        if (!screen.IsPresent) return;
        string steps = $"train until 20\nscreenshot {_place["early.png"]}\ntrain pause\ntrain step 5\ntrain resume\n" +
            $"train until 200\nscreenshot {_place["late.png"]}\ncheckpoint\nquit";
        File.WriteAllText(_place["s.txt"], steps);
        File.WriteAllText(_place["scene.json"], $$"""
            { "task": "image", "data": "{{_place.Photo}}", "preset": "hashgrid", "training": { "steps": 100000, "batch_size": 256 },
              "output": { "field": "{{_place["a.nf"]}}" } }
            """);
        ToolRun run = screen.Run("view", _place["scene.json"], "--size", "160x120", "--script", _place["s.txt"]);
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("a.nf.checkpoint", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_place["a.nf.checkpoint"]));
        Assert.True(Difference("early.png", "late.png") > 0.001);
    }

    [Theory]
    [InlineData("view a.nf", "no window can be opened")]
    [InlineData("view none.nf", "no such file")]
    [InlineData("view a.nf --script none.txt", "none.txt")]
    [InlineData("view a.nf --script bad.txt", "bad.txt(1): unknown step")]
    public void Without_a_screen_or_with_a_mistake_there_is_one_line(string line, string expected)
    {
        if (!screen.IsPresent) return;
        File.WriteAllText(_place["bad.txt"], "turn 5");
        Assert.Equal(0, ToolRun.Of("fit", "image", _place.Photo, "-o", _place["a.nf"], "--steps", "5", "--quiet").Code);
        ToolRun run = Screen.Run("", [.. line.Split(' ').Select(w => w.Contains('.', StringComparison.Ordinal) ? _place[w] : w), "--quiet"]);
        Assert.Equal(ExitCode.Mistake, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("slice x 0", "needs a field of distances")]
    [InlineData("view 2", "knows no cameras")]
    [InlineData("train pause", "nothing trains here")]
    [InlineData("compare photograph", "--data")]
    [InlineData("picture none/a.png", "none")]
    public void A_step_that_cannot_be_done_ends_the_script(string step, string expected)
    {
        if (!screen.IsPresent) return;
        Assert.Equal(0, ToolRun.Of("fit", "image", _place.Photo, "-o", _place["a.nf"], "--steps", "5", "--quiet").Code);
        File.WriteAllText(_place["s.txt"], "reset\n" + step.Replace("none/", _place["none/"], StringComparison.Ordinal));
        ToolRun run = screen.Run("view", _place["a.nf"], "--size", "32x24", "--script", _place["s.txt"], "--quiet");
        Assert.Equal(ExitCode.Mistake, run.Code);
        Assert.Contains("s.txt(2): ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    private void Run(string field, string size, string script, params string[] more)
    {
        // Files of the script lie in the workplace.
        string text = string.Join('\n', script.Split('\n').Select(line => line.Trim().Split(' ') is { Length: > 1 } words
            ? string.Join(' ', words.Select(w => Path.GetExtension(w) is ".png" or ".json" or ".glb" ? _place[w] : w)) : line));
        File.WriteAllText(_place["script.txt"], text);
        ToolRun run = screen.Run(["view", _place[field], "--size", size, "--script", _place["script.txt"], "--json", .. more]);
        Assert.True(run.Code == 0, run.Error);
        Assert.True(run.Json.GetProperty("firstPictureSeconds").GetDouble() > 0);
        _field = field;
    }

    private string _field = "";
    private int _renders;

    private string Rendered(params string[] options)
    {
        string file = _place[$"render-{_renders++}.png"];
        ToolRun run = ToolRun.Of(["render", _place[_field], "-o", file, .. options]);
        Assert.True(run.Code == 0, run.Error);
        return file;
    }

    private void Layer(string option, string picture)
    {
        string file = _place[$"render-{_renders++}.png"];
        Assert.Equal(0, ToolRun.Of("render", _place[_field], option, file, "--size", "160x120", "--spp", "5").Code);
        Same(picture, file, least: 17);
    }

    private void Same(string picture, string expected, double least = 38)
    {
        Image a = ImageFile.Read(_place[picture]).Image, b = ImageFile.Read(expected).Image;
        Assert.Equal((b.Width, b.Height), (a.Width, a.Height));
        double sum = 0;
        for (int i = 0; i < a.PixelCount * 3; i++)
        {
            double d = a.Samples[i] - b.Samples[b.Channels == 1 ? i / 3 : i];
            sum += d * d;
        }
        double psnr = -10 * Math.Log10(Math.Max(1e-10, sum / (a.PixelCount * 3)));
        Assert.True(psnr >= least, $"{picture} is {psnr:F1} dB from what is expected, {Path.GetFileName(expected)}.");
    }

    private double Difference(string one, string other, double y1 = 1)
    {
        Image a = ImageFile.Read(_place[one]).Image, b = ImageFile.Read(_place[other]).Image;
        int count = (int)(a.Samples.Length * y1);
        return Enumerable.Range(0, count).Average(i => Math.Abs(a.Samples[i] - b.Samples[i]));
    }

    private (int, int) Size(string picture)
        => (ImageFile.Read(_place[picture]).Image.Width, ImageFile.Read(_place[picture]).Image.Height);

    private float[] Pixel(string picture, int x, int y) => ImageFile.Read(_place[picture]).Image[x, y].ToArray();

    private double Mean(string picture) => ImageFile.Read(_place[picture]).Image.Samples.Average();

    /// <summary>Pixels that differ from the background, which is the corner's.</summary>
    private double Seen(string picture) => Count(picture, (p, corner) => Math.Abs(p[0] - corner[0]) > 0.12);

    private double Blue(string picture) => Count(picture, (p, _) => p[2] > p[0] + 0.2);

    private double Count(string picture, Func<float[], float[], bool> isCounted)
    {
        Image image = ImageFile.Read(_place[picture]).Image;
        float[] corner = image[0, 0].ToArray();
        return Enumerable.Range(0, image.PixelCount)
            .Count(i => isCounted(image[i % image.Width, i / image.Width].ToArray(), corner));
    }
}
