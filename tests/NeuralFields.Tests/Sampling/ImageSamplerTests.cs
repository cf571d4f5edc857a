using NeuralFields.Fields;
using NeuralFields.Images;
using NeuralFields.Sampling;
using NeuralFields.Training;

namespace NeuralFields.Tests.Sampling;

public sealed class ImageSamplerTests
{
    private static readonly CoordinateFrame s_frame = new();

    /// <summary>A picture whose first channel is the pixel's index.</summary>
    private static Image Numbered(int width, int height, int channels = 1)
    {
        Image image = new(width, height, channels);
        for (int i = 0; i < image.PixelCount; i++)
            for (int c = 0; c < channels; c++) image.Samples[(i * channels) + c] = i + (c * 0.25f);
        return image;
    }

    private static TrainingSpec Batch(int size, ulong seed = 1) => new() { BatchSize = size, Seed = seed };

    [Theory]
    [InlineData(37, 23), InlineData(1, 50), InlineData(50, 1), InlineData(1, 1), InlineData(640, 3)]
    public void An_epoch_visits_every_pixel_once_with_its_own_value_and_place(int width, int height)
    {
        Image image = Numbered(width, height, 3);
        ImageSampler sampler = new(image, s_frame, Batch(16));
        for (int epoch = 0; epoch < 3; epoch++)
        {
            (float[][] x, float[][] y) = SampledRows.Draw(sampler, (long)epoch * image.PixelCount, image.PixelCount);
            Assert.Equal(Enumerable.Range(0, image.PixelCount).Select(i => (float)i), y[0].Order());
            for (int i = 0; i < image.PixelCount; i++)
            {
                int pixel = (int)y[0][i];
                Assert.Equal((float)(((pixel % width) + 0.5) / width), x[0][i]);
                Assert.Equal((float)(((pixel / width) + 0.5) / height), x[1][i]);
                Assert.Equal((pixel + 0.25f, pixel + 0.5f), (y[1][i], y[2][i]));
            }
        }
    }

    [Theory]
    [InlineData(PixelOrder.Shuffled), InlineData(PixelOrder.Independent), InlineData(PixelOrder.Sequential)]
    public void Places_are_the_pixels_that_are_drawn(PixelOrder order)
    {
        PixelSet heldOut = Holdout.Parse("0.1").Choose(37 * 23, 1);
        ImageSampler sampler = new(Numbered(37, 23), s_frame, Batch(500), heldOut, order);
        int[] places = new int[2000];
        sampler.Places(300, places);
        Assert.Equal(SampledRows.Draw(sampler, 300, places.Length).Targets[0], places.Select(place => (float)place));
        Assert.All(places, place => Assert.InRange(place, 0, sampler.PlaceCount - 1));
    }

    [Theory]
    [InlineData(PixelOrder.Shuffled), InlineData(PixelOrder.Independent), InlineData(PixelOrder.Sequential)]
    public void Splitting_a_batch_changes_nothing(PixelOrder order)
    {
        PixelSet heldOut = Holdout.Parse("0.1").Choose(37 * 23, 1);
        ImageSampler sampler = new(Numbered(37, 23), s_frame, Batch(500), heldOut, order);
        (float[][] x, float[][] y) = SampledRows.Draw(sampler, 3000, 2000);
        for (int first = 0, count = 1; first < 2000; first += count, count = (count * 5 % 331) + 1)
        {
            count = Math.Min(count, 2000 - first);
            (float[][] partX, float[][] partY) = SampledRows.Draw(sampler, 3000 + first, count);
            Assert.Equal(x[0][first..(first + count)], partX[0]);
            Assert.Equal(x[1][first..(first + count)], partX[1]);
            Assert.Equal(y[0][first..(first + count)], partY[0]);
        }
    }

    [Fact]
    public void Epochs_and_seeds_have_orders_of_their_own()
    {
        Image image = Numbered(40, 40);
        float[] one = SampledRows.Draw(new ImageSampler(image, s_frame, Batch(16)), 0, 1600).Targets[0];
        float[] two = SampledRows.Draw(new ImageSampler(image, s_frame, Batch(16)), 1600, 1600).Targets[0];
        float[] other = SampledRows.Draw(new ImageSampler(image, s_frame, Batch(16, seed: 2)), 0, 1600).Targets[0];
        Assert.InRange(one.Zip(two).Count(p => p.First == p.Second), 0, 10);
        Assert.InRange(one.Zip(other).Count(p => p.First == p.Second), 0, 10);
    }

    [Fact]
    public void A_batch_of_all_pixels_goes_row_by_row()
    {
        float[] values = SampledRows.Draw(new ImageSampler(Numbered(9, 7), s_frame, Batch(63)), 63, 63).Targets[0];
        Assert.Equal(Enumerable.Range(0, 63).Select(i => (float)i), values);
    }

    [Theory]
    [InlineData(PixelOrder.Shuffled), InlineData(PixelOrder.Independent), InlineData(PixelOrder.Sequential)]
    public void Held_out_pixels_are_never_drawn_and_all_others_are(PixelOrder order)
    {
        PixelSet held = Holdout.Parse("0.2").Choose(31 * 17, seed: 5);
        ImageSampler sampler = new(Numbered(31, 17), s_frame, Batch(64), held, order);
        HashSet<int> drawn = [.. SampledRows.Draw(sampler, 0, 20_000).Targets[0].Select(v => (int)v)];
        Assert.All(drawn, pixel => Assert.False(held[pixel]));
        Assert.Equal((31 * 17) - held.Members, drawn.Count);
        Assert.Equal(drawn.Count, sampler.PixelCount);
    }

    [Fact]
    public void Independent_samples_are_uniform()
    {
        ImageSampler sampler = new(Numbered(10, 10), s_frame, Batch(64), null, PixelOrder.Independent);
        int[] counts = new int[100];
        foreach (float v in SampledRows.Draw(sampler, 1L << 40, 100_000).Targets[0]) counts[(int)v]++;
        Assert.InRange(counts.Sum(c => (c - 1000.0) * (c - 1000.0) / 1000.0), 99 - 55, 99 + 70);
    }

    [Fact]
    public void Sampling_allocates_nothing()
    {
        PixelSet heldOut = Holdout.Parse("8").Choose(768 * 512, 1);
        ImageSampler sampler = new(new Image(768, 512, 3), s_frame, Batch(8192), heldOut);
        Tiles(sampler, 0, 10);
        Assert.Equal(0, Tiles(sampler, 5000, 100));
    }

    private static unsafe long Tiles(ImageSampler sampler, long first, int tiles)
    {
        float* data = stackalloc float[5 * 208];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < tiles; i++)
            sampler.Fill(first + (i * 200), new SampleRows(data, 208, 200), new SampleRows(data + 416, 208, 200));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
