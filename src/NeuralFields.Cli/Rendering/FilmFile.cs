using System.Globalization;
using NeuralFields.Cli.Commands;
using NeuralFields.Images;
using NeuralFields.IO;
using NeuralFields.IO.Video;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Cli.Rendering;

/// <summary>Where the frames of a film go: a folder of pictures, or a video where the name ends in .mp4.</summary>
/// <param name="Name">The folder or file.</param>
/// <param name="Invocation">The command line.</param>
internal sealed record FilmFile(string Name, Invocation Invocation)
{
    private bool IsVideo => IsVideoName(Name);

    /// <summary>Refuses what cannot be written, before anything is rendered.</summary>
    /// <exception cref="InputException">It cannot.</exception>
    public static void Check(Invocation invocation)
    {
        string? film = invocation.Get(RenderOptions.Frames);
        if (film is null && invocation.IsGiven(RenderOptions.FrameCount)) throw NeedsFrames("--frame-count");
        if (film is null && invocation.IsGiven(RenderOptions.FramesPerSecond)) throw NeedsFrames("--fps");
        if (film is null) return;
        foreach (var picture in (ReadOnlySpan<System.CommandLine.Option>)
            [RenderOptions.Output, RenderOptions.Depth, RenderOptions.Normals, RenderOptions.Opacity])
            if (invocation.IsGiven(picture))
                throw new InputException($"--frames and {picture.Name} are both given, expected a film or one view.");
        if (IsVideoName(film)) CheckVideo(film, invocation);
        else if (File.Exists(film)) throw new InputException($"{film}: this is a file, expected a folder or a name.mp4.");
    }

    /// <summary>The place that the command line names.</summary>
    public static FilmFile Open(string name, Invocation invocation) => new(name, invocation);

    /// <summary>Writes all frames. Frames in a folder stay when the work is interrupted; half a video does not.</summary>
    /// <param name="path">The cameras.</param>
    /// <param name="render">Makes the frame of a camera; the number counts from 1.</param>
    public void Write(CameraPath path, Func<Camera, int, Image> render)
    {
        if (IsVideo) WriteVideo(path, render);
        else WriteFolder(path, render);
    }

    private void WriteFolder(CameraPath path, Func<Camera, int, Image> render)
    {
        OutputFolder.Make(Name);
        for (int i = 0; i < path.Cameras.Length; i++)
        {
            string file = string.Create(CultureInfo.InvariantCulture, $"frame_{i + 1:D5}.png");
            ImageFile.Write(Path.Combine(Name, file), render(path.Cameras[i], i + 1));
        }
    }

    private void WriteVideo(CameraPath path, Func<Camera, int, Image> render)
    {
        path = WithEvenSize(path);
        CameraLens lens = path.Cameras[0].Lens;
        using VideoFile video = new(Name, lens.Width, lens.Height, path.FramesPerSecond);
        try
        {
            for (int i = 0; i < path.Cameras.Length; i++) video.Add(render(path.Cameras[i], i + 1));
            video.Complete();
        }
        catch (InputException) when (Invocation.Cancellation.IsCancellationRequested)
        {
            // Ctrl-C reaches ffmpeg as well; that it ended is no failure.
            throw new OperationCanceledException(Invocation.Cancellation);
        }
    }

    private CameraPath WithEvenSize(CameraPath path)
    {
        CameraLens lens = path.Cameras[0].Lens;
        (int width, int height) = (lens.Width + (lens.Width % 2), lens.Height + (lens.Height % 2));
        if ((width, height) == (lens.Width, lens.Height)) return path;
        Invocation.Terminal.Insist(FormattableString.Invariant(
            $"{Name}: videos have even sizes, {lens.Width}×{lens.Height} becomes {width}×{height}."));
        return path.Resize(width, height);
    }

    private static void CheckVideo(string film, Invocation invocation)
    {
        OutputFolder.RequirePlace(film);
        VideoFile.Require(film);
        if (invocation.Get(RenderOptions.Background) is { IsTransparent: true })
            throw new InputException("--background transparent: videos have no alpha, expected a colour, or frames in a folder.");
    }

    private static bool IsVideoName(string name)
        => Path.GetExtension(name).Equals(".mp4", StringComparison.OrdinalIgnoreCase);

    private static InputException NeedsFrames(string option)
        => new($"{option} needs --frames DIR or --frames film.mp4.");
}
