using System.Collections.Immutable;
using NeuralFields.Datasets;
using NeuralFields.Images;
using NeuralFields.IO.Datasets;

namespace NeuralFields.IO.Tests.Datasets;

public sealed class ViewPicturesTests : IDisposable
{
    private readonly TestScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Pictures_of_8_bits_are_kept_as_their_bytes()
    {
        Image image = Pictures.Coded(8, 6, 4, 255);
        _scene.Picture("a.png", image);
        ViewPixels pixels = Load(TestScene.Frame("a.png")).Pixels;
        Assert.Equal(8 * 6 * 4, pixels.ByteLength);
        float[] pixel = new float[4];
        for (int i = 0; i < 48; i++)
        {
            pixels.Read(i, pixel);
            for (int c = 0; c < 4; c++) Assert.Equal(image.Samples[(4 * i) + c], pixel[c], 1e-6f);
        }
    }

    [Fact]
    public void Grey_pictures_become_coloured_and_deep_ones_stay_deep()
    {
        _scene.Picture("a.png", channels: 1, value: 0.2f);
        Image deep = new(8, 6, 3, ColorEncoding.Linear);
        deep.Samples[0] = 1234.5f;
        _scene.Picture("b.exr", deep);
        ViewPixels grey = Load(TestScene.Frame("a.png")).Pixels, linear = Load(TestScene.Frame("b.exr")).Pixels;
        Assert.True(grey.Bytes.SequenceEqual(Enumerable.Repeat((byte)51, 8 * 6 * 3).ToArray()));
        Assert.Equal((1234.5f, ColorEncoding.Linear, 4L * 8 * 6 * 3), (linear.Samples[0], linear.Encoding, linear.ByteLength));
    }

    [Fact]
    public void Downscaling_averages_areas()
    {
        Image image = new(8, 6, 3);
        for (int i = 0; i < image.PixelCount; i += 2) image.Samples.AsSpan(3 * i, 3).Fill(1);
        _scene.Picture("a.png", image);
        LoadedView view = Load(TestScene.Frame("a.png"), downscale: 2);
        Assert.Equal((4, 3, 4), (view.Pixels.Width, view.Pixels.Height, view.View.Lens.Pinhole.Width));
        Assert.True(view.Pixels.Bytes.SequenceEqual(Enumerable.Repeat((byte)128, 4 * 3 * 3).ToArray()));
    }

    [Fact]
    public void Black_of_a_mask_is_left_out_and_everything_but_black_of_a_dynamic_one()
    {
        _scene.Picture("a.png");
        Image mask = new(8, 6, 1), dynamic = new(8, 6, 1);
        Array.Fill(mask.Samples, 1);
        mask[3, 2][0] = 0;
        dynamic[5, 5][0] = 0.01f;
        _scene.Picture("m.png", mask);
        _scene.Picture("dynamic_mask_a.png", dynamic);
        string frame = TestScene.Frame("a.png", 0, ", \"mask_path\": \"m.png\"");
        PixelSet leftOut = Load(frame).LeftOut!;
        Assert.Equal(2, leftOut.Members);
        Assert.True(leftOut[(2 * 8) + 3] && leftOut[(5 * 8) + 5]);
        PixelSet half = Load(frame, downscale: 2).LeftOut!;
        Assert.Equal((12, 2), (half.Count, half.Members));
        Assert.True(half[4 + 1] && half[(2 * 4) + 2]);
    }

    [Fact]
    public void A_mask_of_another_shape_is_refused()
    {
        _scene.Picture("a.png");
        _scene.Picture("m.png", new Image(40, 50, 1));
        InputException e = Assert.Throws<InputException>(() => Load(TestScene.Frame("a.png", 0, ", \"mask_path\": \"m.png\"")));
        Assert.Contains("the mask is 40×50", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_of_another_size_leaves_out_what_it_touches()
    {
        _scene.Picture("a.png");
        Image mask = new(4, 3, 1);
        Array.Fill(mask.Samples, 1);
        mask[0, 0][0] = 0;
        _scene.Picture("m.png", mask);
        PixelSet leftOut = Load(TestScene.Frame("a.png", 0, ", \"mask_path\": \"m.png\"")).LeftOut!;
        Assert.Equal(4, leftOut.Members);
    }

    [Fact]
    public void Alpha_beside_the_picture_and_transparent_colours_become_alpha()
    {
        _scene.Picture("a.png");
        _scene.Picture("a.alpha.png", channels: 1, value: 128 / 255f);
        _scene.Picture("b.png", value: 1);
        float[] pixel = new float[4];
        Load(TestScene.Frame("a.png")).Pixels.Read(0, pixel);
        Assert.Equal(SrgbCurve.Decode(128 / 255.0), pixel[3], 0.003);
        Load(TestScene.Frame("b.png"), keys: ", \"white_transparent\": true").Pixels.Read(0, pixel);
        Assert.Equal(0, pixel[3]);
    }

    [Fact]
    public void Of_several_broken_pictures_the_first_is_named()
    {
        for (int i = 0; i < 6; i++) _scene.Picture($"{i}.png");
        foreach (string name in (string[])["2.png", "4.png"])
        {
            byte[] file = File.ReadAllBytes(_scene.File(name));
            File.WriteAllBytes(_scene.File(name), file[..^20]);
        }
        PosedDataset dataset = Read("", 1, [.. Enumerable.Range(0, 6).Select(i => TestScene.Frame($"{i}.png"))]);
        for (int repeat = 0; repeat < 5; repeat++)
            Refusal.AssertSays("2.png: PNG:", () => ViewPictures.Load(dataset.Views, 4));
    }

    [Fact]
    public void The_plan_counts_bytes_and_names_a_downscaling_that_fits()
    {
        for (int i = 0; i < 4; i++) _scene.Picture($"{i}.png", channels: i == 3 ? 4 : 3);
        ImmutableArray<PosedView> views = Read("", 1, [.. Enumerable.Range(0, 4).Select(i => TestScene.Frame($"{i}.png"))]).Views;
        LoadingPlan plan = LoadingPlan.Of(views, 2);
        Assert.Equal((8 * 6 * 13, 8 * 6 * 32 * 2), (plan.PixelBytes, plan.WorkingBytes));
        Assert.StartsWith("4 pictures of 8×6: 0.0 MiB", plan.ToString(), StringComparison.Ordinal);
        plan.RequireFits(plan.PeakBytes);
        Refusal.AssertSays("--downscale 2", () => plan.RequireFits(plan.PeakBytes - 1));
        Refusal.AssertSays("--downscale 32", () => plan.RequireFits(0));
    }

    private PosedDataset Read(string keys, int downscale, params string[] frames)
    {
        _scene.Write("transforms.json", TestScene.Json("\"fl_x\": 9" + keys, frames));
        return PosedDatasets.Read(_scene.Path, new DatasetOptions { Downscale = downscale });
    }

    private LoadedView Load(string frame, int downscale = 1, string keys = "")
        => Assert.Single(ViewPictures.Load(Read(keys, downscale, frame).Views, 1));
}
