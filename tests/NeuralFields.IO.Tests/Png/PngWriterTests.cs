using NeuralFields.Images;
using NeuralFields.IO.Png;

namespace NeuralFields.IO.Tests.Png;

public sealed class PngWriterTests
{
    private static readonly PngCodec s_codec = new();

    [Theory]
    [CombinatorialSizes]
    public void A_picture_of_codes_comes_back_exactly(int width, int height, int channels, int bits)
    {
        Image image = Pictures.Coded(width, height, channels, (1 << bits) - 1);
        Image back = s_codec.ReadBack(image, new ImageWriteOptions(bits));
        Assert.Equal((width, height, channels), (back.Width, back.Height, back.Channels));
        Assert.Equal(ColorEncoding.Srgb, back.Encoding);
        Assert.Equal(image.Samples, back.Samples);
    }

    [Fact]
    public void Values_are_clamped_and_rounded_to_nearest()
    {
        float[] samples = [-1, 2, float.NaN, float.PositiveInfinity, 100.49f / 255, 100.51f / 255];
        Image image = new(6, 1, 1, ColorEncoding.Srgb, samples);
        Assert.Equal([0, 1, 0, 1, 100 / 255f, 101 / 255f], s_codec.ReadBack(image).Samples);
    }

    [Fact]
    public void A_linear_picture_is_coded_and_its_alpha_is_not()
    {
        Image image = new(1, 1, 2, ColorEncoding.Linear, [0.5f, 0.5f]);
        Assert.Equal([188 / 255f, 128 / 255f], s_codec.ReadBack(image).Samples);
    }

    [Fact]
    public void A_smooth_picture_packs_well_through_the_filters()
    {
        Image image = new(256, 256, 3);
        for (int i = 0; i < image.Samples.Length; i++) image.Samples[i] = (i / 3 % 256) / 255f;
        Assert.InRange(s_codec.Written(image).Length, 0, 3_000);
    }

    [Fact]
    public void Another_bit_depth_is_refused() =>
        Assert.Throws<InputException>(() => s_codec.Written(new Image(1, 1, 1), new ImageWriteOptions(12)));

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void Truncated_files_are_refused(int bits) =>
        s_codec.AssertTruncationsRefused(s_codec.Written(Pictures.Coded(9, 7, 3, 255), new ImageWriteOptions(bits)));

    private sealed class CombinatorialSizesAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            from size in new[] { (1, 1), (3, 5), (200, 130) }
            from channels in Enumerable.Range(1, 4)
            from bits in new[] { 8, 16 }
            select new object[] { size.Item1, size.Item2, channels, bits };
    }
}
