using System.Diagnostics;
using System.Globalization;
using NeuralFields.Images;

namespace NeuralFields.IO.Video;

/// <summary>
/// A film encoded as H.264 by the program ffmpeg, which is given raw frames through a pipe. The file gets its name when
/// it is complete.
/// </summary>
public sealed class VideoFile : IDisposable
{
    private const string Program = "ffmpeg";

    /// <summary>Lines of ffmpeg's errors that are kept for a message.</summary>
    private const int KeptLines = 4;

    private static readonly TimeSpan s_timeToEnd = TimeSpan.FromSeconds(5);

    private readonly string _path, _temporary;
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly byte[] _frame;

    /// <summary>Starts ffmpeg.</summary>
    /// <param name="path">The film, ending in .mp4; replaced where it exists.</param>
    /// <param name="width">Pixels per row; even, as the format's halved colours need.</param>
    /// <param name="height">Rows; even.</param>
    /// <param name="framesPerSecond">How fast it is shown.</param>
    /// <exception cref="InputException">There is no ffmpeg, or the place cannot be written.</exception>
    public VideoFile(string path, int width, int height, double framesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(width % 2, 0);
        ArgumentOutOfRangeException.ThrowIfNotEqual(height % 2, 0);
        string program = Require(path);
        OutputFile.RequirePlace(path);
        (_path, _frame) = (Path.GetFullPath(path), new byte[checked(width * height * 3)]);
        // Same folder: the rename at the end is atomic. ffmpeg tells the format by the ending.
        _temporary = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetRandomFileName()}.mp4");
        string size = string.Create(CultureInfo.InvariantCulture, $"{width}x{height}");
        _process = Process.Start(new ProcessStartInfo(program,
        [
            "-y", "-hide_banner", "-loglevel", "error",
            "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size,
            "-r", framesPerSecond.ToString(CultureInfo.InvariantCulture), "-i", "-",
            "-an", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "18", "-movflags", "+faststart", _temporary,
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        // Read while frames are written: a full pipe of errors would stop ffmpeg, and with it this program.
        _errors = Task.Run(() => LastLines(_process.StandardError));
    }

    /// <summary>Refuses to begin where films cannot be encoded.</summary>
    /// <param name="path">What messages name.</param>
    /// <returns>The program's path.</returns>
    /// <exception cref="InputException">ffmpeg is not on PATH.</exception>
    public static string Require(string path)
    {
        string name = OperatingSystem.IsWindows() ? Program + ".exe" : Program;
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Where(f => f.Length > 0).Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists)
            ?? throw new InputException(
                $"{path}: videos need the program ffmpeg, which is not on PATH. Install ffmpeg, or name a folder for " +
                "single frames.");
    }

    /// <summary>Adds a frame.</summary>
    /// <param name="image">A picture of the film's size with three channels.</param>
    /// <exception cref="InputException">ffmpeg ended before.</exception>
    public void Add(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNotEqual(image.Samples.Length, _frame.Length);
        for (int i = 0; i < _frame.Length; i++)
            _frame[i] = (byte)((Math.Clamp(image.Samples[i], 0, 1) * 255) + 0.5f);
        try
        {
            _process.StandardInput.BaseStream.Write(_frame);
        }
        catch (IOException)
        {
            throw Failed();
        }
    }

    /// <summary>Ends the film and gives the file its name.</summary>
    /// <exception cref="InputException">ffmpeg failed.</exception>
    public void Complete()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            throw Failed();
        }
        _process.WaitForExit();
        if (_process.ExitCode != 0) throw Failed();
        File.Move(_temporary, _path, overwrite: true);
    }

    /// <summary>Ends ffmpeg; a film that was not completed is removed.</summary>
    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit(s_timeToEnd);
        _process.Dispose();
        File.Delete(_temporary);
    }

    private InputException Failed()
    {
        _process.WaitForExit(s_timeToEnd);
        string why = _errors.Wait(s_timeToEnd) ? _errors.Result : "";
        return new($"{_path}: ffmpeg could not make the film — {(why.Length > 0 ? why : "it gave no reason")}.");
    }

    private static string LastLines(StreamReader errors)
    {
        Queue<string> lines = [];
        while (errors.ReadLine() is { } line)
        {
            lines.Enqueue(line.Trim());
            if (lines.Count > KeptLines) lines.Dequeue();
        }
        return string.Join("; ", lines);
    }
}
