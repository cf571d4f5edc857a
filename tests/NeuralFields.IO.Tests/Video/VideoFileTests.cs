using NeuralFields.Images;
using NeuralFields.IO.Video;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Video;

public sealed class VideoFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_film_gets_its_name_when_it_is_complete()
    {
        if (ExternalTool.Find("ffmpeg", "video") is null) return;
        string path = _folder.File("a.mp4");
        using (VideoFile video = new(path, 32, 16, 25))
        {
            for (int i = 0; i < 5; i++) video.Add(new Image(32, 16, 3));
            Assert.False(File.Exists(path));
            video.Complete();
        }
        Assert.Equal("ftyp"u8.ToArray(), File.ReadAllBytes(path)[4..8]);
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_film_that_was_given_up_leaves_nothing()
    {
        if (ExternalTool.Find("ffmpeg", "video") is null) return;
        using (VideoFile video = new(_folder.File("a.mp4"), 32, 16, 25)) video.Add(new Image(32, 16, 3));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_film_that_ffmpeg_cannot_make_says_why()
    {
        if (ExternalTool.Find("ffmpeg", "video") is null) return;
        // A rate of 0 is refused by ffmpeg itself.
        using VideoFile video = new(_folder.File("a.mp4"), 32, 16, 0);
        InputException failure = Assert.Throws<InputException>(() =>
        {
            for (int i = 0; i < 1000; i++) video.Add(new Image(32, 16, 3));
            video.Complete();
        });
        Assert.Contains("ffmpeg could not make the film", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }
}
