using NeuralFields.Images;

namespace NeuralFields.Tests.Images;

public sealed class ColorMapTests
{
    [Fact]
    public void Colours_stay_in_range_and_brighten_steadily()
    {
        double before = -1;
        float[] color = new float[3];
        for (int i = 0; i <= 256; i++)
        {
            ColorMap.Lookup(i / 256.0, color);
            Assert.All(color, c => Assert.InRange(c, 0, 1));
            double light = (0.2126 * Linear(color[0])) + (0.7152 * Linear(color[1])) + (0.0722 * Linear(color[2]));
            Assert.True(light > before);
            before = light;
        }
    }

    [Theory]
    [InlineData(-1, 0), InlineData(double.NaN, 0), InlineData(7, 1), InlineData(double.PositiveInfinity, 1)]
    public void Numbers_outside_take_the_nearer_end(double value, double end)
    {
        float[] color = new float[3], expected = new float[3];
        ColorMap.Lookup(value, color);
        ColorMap.Lookup(end, expected);
        Assert.Equal(expected, color);
    }

    [Fact]
    public void An_error_map_is_dark_where_pictures_agree_and_bright_where_not()
    {
        Image a = new(2, 1, 3), b = new(2, 1, 3, ColorEncoding.Srgb, [0, 0, 0, 0.3f, 0.3f, 0.3f]);
        Image map = ErrorMap.Draw(a, b);
        Assert.True(map[0, 0][1] < 0.1 && map[1, 0][1] > 0.9);
    }

    private static double Linear(double v) => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
}
