using System.Diagnostics;
using NeuralFields.Images;

namespace NeuralFields.IO.Tests;

public sealed class ImageFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nf-images-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Endings_and_names_are_unique()
    {
        string[] endings = [.. ImageCodecs.All.SelectMany(c => c.Extensions)];
        Assert.Equal(endings.Length, endings.Distinct().Count());
        Assert.All(endings, e => Assert.Equal(e.ToLowerInvariant(), e));
        Assert.All(endings, e => Assert.Contains(e, ImageCodecs.ForExtension("a/b" + e.ToUpperInvariant()).Extensions));
        Assert.Equal(ImageCodecs.All.Length, ImageCodecs.All.Select(c => c.Name).Distinct().Count());
    }

    [Fact]
    public void A_written_file_is_recognised_by_its_codec_alone() =>
        Assert.All(ImageCodecs.All.Where(c => c.CanWrite), codec =>
        {
            byte[] start = codec.Written(Pictures.Linear(16, 16, 3))[..16];
            Assert.Equal([codec], ImageCodecs.All.Where(c => c.Recognizes(start)));
        });

    [Fact]
    public async Task A_pipe_is_refused_and_not_waited_for()
    {
        if (OperatingSystem.IsWindows()) return;
        using (Process made = Process.Start("mkfifo", At("a.png"))) await made.WaitForExitAsync();
        Task<InputException> refused =
            Task.Run(() => Assert.Throws<InputException>(() => ImageFile.Read(At("a.png"))));
        Assert.Contains("no regular file", (await refused.WaitAsync(TimeSpan.FromSeconds(30))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_ending_is_refused_with_the_known_ones()
    {
        string message = Assert.Throws<InputException>(() => ImageFile.Write(At("a.bmp"), new Image(1, 1, 1))).Message;
        Assert.StartsWith(At("a.bmp") + ": the name ends in '.bmp', expected .png,", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_told_by_its_contents_and_replaced_whole()
    {
        Image first = Pictures.Coded(4, 3, 3, 255), second = Pictures.Coded(2, 2, 1, 255);
        ImageFile.Write(At("a.png"), first);
        ImageFile.Write(At("a.png"), second);
        File.Move(At("a.png"), At("a.exr"));
        Assert.Equal(second.Samples, ImageFile.Read(At("a.exr")).Image.Samples);
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_refused_write_leaves_what_was_there_and_nothing_else()
    {
        ImageFile.Write(At("a.pfm"), Pictures.Linear(2, 2, 1));
        byte[] before = File.ReadAllBytes(At("a.pfm"));
        string message = Assert.Throws<InputException>(() => ImageFile.Write(At("a.pfm"), new Image(1, 1, 4))).Message;
        Assert.StartsWith(At("a.pfm") + ": PFM: ", message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(At("a.pfm")));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void What_cannot_be_read_is_refused_with_its_path()
    {
        File.WriteAllBytes(At("empty.png"), []);
        File.WriteAllText(At("text.png"), "not a picture");
        Directory.CreateDirectory(At("folder.png"));
        AssertRefused(At("empty.png"), "is empty");
        AssertRefused(At("text.png"), "no image of a known format");
        AssertRefused(At("folder.png"), "is a folder");
        AssertRefused(At("absent.png"), "no such file");
        AssertRefused(At("absent/absent.png"), "no such folder");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0.png")]
    public void What_is_no_path_is_refused(string path)
    {
        Assert.Throws<InputException>(() => ImageFile.Read(path));
        Assert.Throws<InputException>(() => ImageFile.Write(path, new Image(1, 1, 1)));
    }

    [Fact]
    public void What_cannot_be_written_is_refused_with_its_path()
    {
        Directory.CreateDirectory(At("folder.png"));
        AssertRefused(At("folder.png"), "is a folder", () => ImageFile.Write(At("folder.png"), new Image(1, 1, 1)));
        AssertRefused(At("no/a.png"), "no such folder", () => ImageFile.Write(At("no/a.png"), new Image(1, 1, 1)));
    }

    private static void AssertRefused(string path, string why) => AssertRefused(path, why, () => ImageFile.Read(path));

    private static void AssertRefused(string path, string why, Action act)
    {
        string message = Assert.Throws<InputException>(act).Message;
        Assert.StartsWith(path + ": ", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
