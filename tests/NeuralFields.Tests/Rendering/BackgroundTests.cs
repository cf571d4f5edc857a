using System.Numerics;
using NeuralFields.Images;
using NeuralFields.Rendering;

namespace NeuralFields.Tests.Rendering;

public sealed class BackgroundTests
{
    [Theory]
    [InlineData("#ffffff", 1), InlineData("#FFF", 1), InlineData("white", 1), InlineData("Black", 0), InlineData("#000", 0)]
    public void Colours_are_read(string text, float value)
    {
        Background background = Background.Parse(text);
        Assert.Equal((new Vector3(value), new Vector3(value)), (background.Top, background.Bottom));
        Assert.False(background.IsTransparent);
    }

    [Theory]
    [InlineData(""), InlineData("#12345"), InlineData("#12345g"), InlineData("mauve"), InlineData("ffffff"), InlineData("#+1234")]
    public void Other_words_are_refused(string text) => Assert.Throws<InputException>(() => Background.Parse(text));

    [Fact]
    public void Pictures_have_alpha_over_nothing_and_none_over_a_colour()
    {
        RenderedView view = new(2, 1, ViewLayers.Color | ViewLayers.Shadow);
        ((float[])[0.25f, 0, 0, 0.5f]).CopyTo(view.Colors, 0);
        view.Shadows[1] = 0.25f;
        Image over = view.ToImage(Background.Parse("white")), alone = view.ToImage(Background.Transparent);
        Assert.Equal((3, 4), (over.Channels, alone.Channels));
        Assert.Equal(SrgbCurve.Encode(0.75), over[0, 0][0], 1e-6);
        Assert.Equal(SrgbCurve.Encode(0.5), over[0, 0][1], 1e-6);
        Assert.Equal(SrgbCurve.Encode(0.75), over[1, 0][2], 1e-6);
        Assert.Equal(SrgbCurve.Encode(0.5), alone[0, 0][0], 1e-6);
        Assert.Equal([0, 0, 0, 0], alone[1, 0].ToArray());
        Assert.Equal(0.5f, alone[0, 0][3]);
    }

    [Fact]
    public void Layers_become_pictures()
    {
        RenderedView view = new(3, 1, ViewLayers.Depth | ViewLayers.Normals);
        ((float[])[0, 2, 4]).CopyTo(view.Depths, 0);
        view.Normals[1] = new(0, 0, -1);
        Assert.Equal([0, 2, 4], view.ToDepthImage().Samples);
        Assert.Equal([0, 0, -1], view.ToNormalImage()[1, 0].ToArray());
        Assert.Equal([0.5f, 0.5f, 0], view.ToColoredNormalImage()[1, 0].ToArray());
        Image depth = view.ToColoredDepthImage();
        Assert.Equal([0, 0, 0], depth[0, 0].ToArray());
        Assert.True(depth[1, 0][1] > depth[2, 0][1], "what is near is bright");
    }

    [Theory]
    [InlineData(1, 1), InlineData(50, 35), InlineData(16, 16), InlineData(17, 5), InlineData(3, 40)]
    public void Tiles_hold_every_pixel_once(int width, int height)
    {
        PixelTiles tiles = new(width, height);
        int[] pixels = [.. Enumerable.Range(0, width * height).Select(tiles.Pixel)];
        Assert.Equal(Enumerable.Range(0, width * height), pixels.Order());
        Assert.Equal(0, pixels[0]);
    }
}
