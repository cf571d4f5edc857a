using System.CommandLine;
using NeuralFields.Cli.Commands;
using NeuralFields.IO.Cameras;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Cli.Rendering;

/// <summary>The cameras that a command line asks for.</summary>
internal sealed class ViewCameras
{
    private const int Width = 640, Height = 480, TurnFrames = 120;
    private const double FramesPerSecond = 30;

    private static readonly Option[] s_orbit =
        [RenderOptions.Azimuth, RenderOptions.Elevation, RenderOptions.Distance, RenderOptions.FieldOfView];

    private readonly OrbitCamera _orbit;
    private readonly CameraFile? _file;
    private readonly (int Width, int Height)? _size;
    private readonly int _frames;
    private readonly double? _framesPerSecond;

    private ViewCameras(Invocation invocation)
    {
        OrbitCamera usual = new();
        _orbit = usual with
        {
            Azimuth = invocation.Get(RenderOptions.Azimuth) ?? usual.Azimuth,
            Elevation = invocation.Get(RenderOptions.Elevation) ?? usual.Elevation,
            Distance = invocation.Get(RenderOptions.Distance),
            FieldOfView = invocation.Get(RenderOptions.FieldOfView) ?? usual.FieldOfView,
        };
        string? file = invocation.Get(RenderOptions.Path) ?? invocation.Get(RenderOptions.Camera);
        _file = file is null ? null : CameraFile.Read(file);
        _size = invocation.Get(RenderOptions.Size);
        _frames = (int)(invocation.Get(RenderOptions.FrameCount) ?? TurnFrames);
        _framesPerSecond = invocation.Get(RenderOptions.FramesPerSecond);
    }

    /// <summary>The options that are read.</summary>
    public static IReadOnlyList<Option> Options { get; } = [RenderOptions.Camera, RenderOptions.Path, .. s_orbit];

    /// <summary>Refuses options that contradict one another.</summary>
    /// <exception cref="InputException">They do.</exception>
    public static void Check(Invocation invocation)
    {
        Require(invocation, RenderOptions.Camera, [RenderOptions.Path, RenderOptions.Frames, .. s_orbit]);
        Require(invocation, RenderOptions.Path, [RenderOptions.FrameCount, .. s_orbit]);
        Require(invocation, RenderOptions.View, [RenderOptions.Camera, RenderOptions.Path, RenderOptions.Frames, .. s_orbit]);
        if (invocation.IsGiven(RenderOptions.Path) && !invocation.IsGiven(RenderOptions.Frames))
            throw new InputException("--path needs --frames DIR or --frames film.mp4 to write to; one view is --camera.");
    }

    /// <summary>Reads options and the camera file.</summary>
    /// <exception cref="InputException">The camera file is broken.</exception>
    public static ViewCameras Read(Invocation invocation) => new(invocation);

    /// <summary>The camera of one view.</summary>
    public Camera View(ViewSubject subject)
        => Named(subject) ?? FilePath(subject)?.Cameras[0] ?? Orbit(subject).Around(subject.Bounds, Size.Width, Size.Height);

    /// <summary>The cameras of a film: the file's, or once around.</summary>
    public CameraPath Path(ViewSubject subject)
    {
        CameraPath path = FilePath(subject) ?? CameraPath.Turntable(
            Orbit(subject), subject.Bounds, Size.Width, Size.Height, _frames, FramesPerSecond);
        return path with { FramesPerSecond = _framesPerSecond ?? path.FramesPerSecond };
    }

    private Camera? Named(ViewSubject subject)
        => _size is { } size ? subject.Camera?.Resize(size.Width, size.Height) : subject.Camera;

    private (int Width, int Height) Size => _size ?? (Width, Height);

    private OrbitCamera Orbit(ViewSubject subject) => _orbit with { Up = subject.Up };

    private CameraPath? FilePath(ViewSubject subject)
    {
        if (_file is null) return null;
        CameraPath path = subject.Place(_file);
        return _size is { } size ? path.Resize(size.Width, size.Height) : path;
    }

    private static void Require(Invocation invocation, Option option, Option[] others)
    {
        if (!invocation.IsGiven(option)) return;
        if (others.FirstOrDefault(invocation.IsGiven) is { } other)
            throw new InputException($"{option.Name} and {other.Name} are both given, expected one of them.");
    }
}
