using NeuralFields.Geometry;
using NeuralFields.IO.Cameras;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Cli.Rendering;

/// <summary>What cameras look at.</summary>
/// <param name="Renderer">Renders it.</param>
/// <param name="Bounds">Its box, in the frame and units of cameras.</param>
/// <param name="Up">What is up.</param>
internal sealed record ViewSubject(IViewRenderer Renderer, Box3 Bounds, UpAxis Up)
{
    /// <summary>What lies behind where the command line does not say.</summary>
    public Background Background { get; init; } = Background.Studio;

    /// <summary>The camera that the command line names by number, or null.</summary>
    public Camera? Camera { get; init; }

    /// <summary>Cameras of a file in the frame of what they look at.</summary>
    public Func<CameraFile, CameraPath> Place { get; init; } = file => file.InFrameOf(Bounds);

    /// <summary>Evaluations of the field so far.</summary>
    public required Func<long> Evaluations { get; init; }
}
