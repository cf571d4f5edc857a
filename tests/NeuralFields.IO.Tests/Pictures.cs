using NeuralFields.Images;

namespace NeuralFields.IO.Tests;

/// <summary>Small synthetic pictures and the way through a codec and back.</summary>
internal static class Pictures
{
    /// <summary>Waves of codes k / largest in every channel; the first pixels are 0 and 1.</summary>
    public static Image Coded(int width, int height, int channels, int largest)
    {
        Image image = new(width, height, channels);
        for (int i = 0; i < image.Samples.Length; i++) image.Samples[i] = (float)(i * 7919L % (largest + 1)) / largest;
        image.Samples[0] = 0;
        image.Samples[^1] = 1;
        return image;
    }

    /// <summary>Linear values over many magnitudes; alpha, where there is one, in (0, 1].</summary>
    public static Image Linear(int width, int height, int channels)
    {
        Image image = new(width, height, channels, ColorEncoding.Linear);
        for (int i = 0; i < image.Samples.Length; i++)
            image.Samples[i] = image.HasAlpha && i % channels == channels - 1
                ? (1 + (i % 16)) / 16f
                : (float)Math.ScaleB(1 + (i * 31 % 97 / 97.0), (i % 23) - 11);
        return image;
    }

    public static byte[] Written(this IImageCodec codec, Image image, ImageWriteOptions? options = null)
    {
        using MemoryStream stream = new();
        codec.Write(stream, image, options ?? ImageWriteOptions.Default);
        return stream.ToArray();
    }

    public static Image ReadBack(this IImageCodec codec, Image image, ImageWriteOptions? options = null) =>
        codec.Read(codec.Written(image, options), ImageLimits.Default).Image;

    /// <summary>Every strict beginning of the file (every n-th of a long one) is refused.</summary>
    public static void AssertTruncationsRefused(this IImageCodec codec, byte[] file)
    {
        int step = Math.Max(1, file.Length / 1500);
        for (int length = 0; length < file.Length; length += step)
        {
            byte[] beginning = file[..length];
            Assert.Throws<InputException>(() => codec.Read(beginning, ImageLimits.Default));
        }
    }
}
