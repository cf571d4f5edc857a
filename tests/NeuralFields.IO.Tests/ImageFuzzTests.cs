using System.IO.Compression;
using NeuralFields.Images;
using NeuralFields.IO.Exr;
using NeuralFields.IO.Hdr;
using NeuralFields.IO.Pfm;
using NeuralFields.IO.Png;
using NeuralFields.IO.Tests.Exr;
using NeuralFields.IO.Tests.Png;
using NeuralFields.Testing;
using Xunit.Abstractions;

namespace NeuralFields.IO.Tests;

/// <summary>Mutated files are read or refused, in bounded time and memory. NF_FUZZ_COUNT sets how many.</summary>
public sealed class ImageFuzzTests(ITestOutputHelper output)
{
    private static readonly ImageLimits s_limits = new(MaxPixels: 1 << 16);

    [Fact]
    public void Png_files()
    {
        PngCodec codec = new();
        List<byte[]> seeds =
        [
            codec.Written(Pictures.Coded(9, 8, 3, 255)),
            codec.Written(Pictures.Coded(7, 9, 4, 65535), new ImageWriteOptions(16)),
            PngFile.Of(PngFile.Header(4, 4, 2, 3), PngFile.Chunk("PLTE", new byte[12]), PngFile.Chunk("tRNS", 1, 2),
                PngFile.Rows(0, 1, 1, 2, 2, 3, 3, 4), PngFile.End),
            PngFile.Of(PngFile.Header(3, 3, 8, 0, interlace: 1), PngFile.Chunk("tRNS", 0, 3),
                PngFile.Rows(0, 1, 0, 2, 0, 3, 4, 0, 5, 0, 6, 1, 7, 8, 9), PngFile.End),
        ];
        if (SharedData.Find("badinput", "pngsuite") is string folder)
        {
            string[] files = Directory.GetFiles(folder, "b*.png");
            seeds.AddRange(files.Order(StringComparer.Ordinal).Select(File.ReadAllBytes));
        }
        Run(codec, seeds, MutatePng);
    }

    [Fact]
    public void Pfm_files()
    {
        PfmCodec codec = new();
        Run(codec, [codec.Written(Pictures.Linear(9, 8, 3)), codec.Written(Pictures.Linear(5, 5, 1))]);
    }

    [Fact]
    public void Radiance_files()
    {
        HdrCodec codec = new();
        Image[] pictures = [Pictures.Linear(40, 5, 3), new Image(300, 2, 3), Pictures.Linear(5, 5, 3)];
        byte[] oldRuns =
        [
            .. "#?RGBE\n\n+X 2 -Y 40\n"u8,
            5, 6, 7, 130, 1, 1, 1, 39, 5, 6, 7, 131, 1, 1, 1, 38, 9, 9, 9, 128,
        ];
        Run(codec, [.. pictures.Select(p => codec.Written(p)), oldRuns]);
    }

    [Fact]
    public void Exr_files()
    {
        ExrCodec codec = new();
        string[] goldens = ["none", "zips", "zip", "half", "checker-rle", "layers", "decreasing"];
        IEnumerable<byte[]> files = goldens.Select(g => File.ReadAllBytes(ExrCodecTests.GoldenPath(g + ".exr")));
        Run(codec, [codec.Written(Pictures.Linear(9, 20, 4)), .. files]);
    }

    private void Run(IImageCodec codec, IReadOnlyList<byte[]> seeds, Func<byte[], ulong, int, byte[]>? mutate = null)
    {
        Assert.All(seeds, seed => codec.Read(seed, s_limits));
        // Four floats per pixel, as much again twice for rows and blocks, copies of the file, and the inflater.
        string line = Fuzz.Run(codec.Name, seeds, file => codec.Read(file, s_limits),
            file => (3 * 16 * s_limits.MaxPixels) + (8L * file.Length) + (1 << 20), mutate);
        output.WriteLine(line);
    }

    /// <summary>
    /// By turns: the file, the file with its CRCs made right again, and the rows behind the compression.
    /// </summary>
    private static byte[] MutatePng(byte[] file, ulong seed, int index) => (index / 7 % 3) switch
    {
        0 => Mutation.Of(file, seed, index),
        1 => PngFile.WithRepairedCrcs(Mutation.Of(file, seed, index)),
        _ => WithMutatedRows(file, seed, index),
    };

    private static byte[] WithMutatedRows(byte[] file, ulong seed, int index)
    {
        byte[] packed = PngContents.Parse(file, s_limits).Packed;
        using ZLibStream inflater = new(new MemoryStream(packed), CompressionMode.Decompress);
        using MemoryStream rows = new();
        inflater.CopyTo(rows);
        int data = file.AsSpan().IndexOf("IDAT"u8) - 4;
        return [.. file[..data], .. PngFile.Rows(Mutation.Of(rows.ToArray(), seed, index)), .. PngFile.End];
    }
}
