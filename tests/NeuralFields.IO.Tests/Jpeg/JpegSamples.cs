using System.Globalization;
using System.Security.Cryptography;
using NeuralFields.Images;
using NeuralFields.IO.Jpeg;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Jpeg;

/// <summary>The files in Samples, made for these tests with libjpeg-turbo, and what it decodes them to.</summary>
internal static class JpegSamples
{
    private static readonly string s_folder =
        Path.Combine(SharedData.Repository, "tests", "NeuralFields.IO.Tests", "Jpeg", "Samples");

    /// <summary>Names of all samples.</summary>
    public static IEnumerable<string> Names => References("references.txt").Select(r => r.Name);

    /// <summary>A sample's bytes.</summary>
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(s_folder, name));

    /// <summary>Decodes with the limits used where none are given.</summary>
    public static DecodedImage Read(ReadOnlySpan<byte> file) => new JpegCodec().Read(file, ImageLimits.Default);

    /// <summary>The rows of a list of references.</summary>
    public static IEnumerable<(string Name, int Width, int Height, int Channels, string Hash)> References(
        string list) =>
        from line in File.ReadLines(Path.Combine(s_folder, list))
        where !line.StartsWith('#')
        let f = line.Split(' ')
        select (f[0], Number(f[1]), Number(f[2]), Number(f[3]), f[4]);

    /// <summary>The picture as 8-bit samples, which is all that a JPEG holds.</summary>
    public static byte[] Levels(Image image) => Array.ConvertAll(image.Samples, v => (byte)MathF.Round(v * 255));

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the 8-bit samples.</summary>
    public static string Hash(Image image) => Convert.ToHexStringLower(SHA256.HashData(Levels(image)))[..16];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
