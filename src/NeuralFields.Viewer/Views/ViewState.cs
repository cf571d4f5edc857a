using NeuralFields.Geometry;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Rendering.Surfaces;

namespace NeuralFields.Viewer;

/// <summary>All that a picture of the viewer depends on beside field and size. Controls make a new one.</summary>
public sealed record ViewState
{
    /// <summary>Where the camera stands.</summary>
    public CameraPose Pose { get; init; } = new(new(0, 0, 1), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>Distance from the eye to the place that it is turned around.</summary>
    public double Focus { get; init; } = 1;

    /// <summary>Vertical field of view in degrees.</summary>
    public double FieldOfView { get; init; } = 35;

    /// <summary>The number of the data's camera that the view stands at, or null.</summary>
    public int? DataView { get; init; }

    /// <summary>The lens of that camera.</summary>
    public CameraLens? DataLens { get; init; }

    /// <summary>What of the data stands in the picture's place.</summary>
    public Comparison Comparison { get; init; }

    /// <summary>What of the field is shown.</summary>
    public ViewMode Mode { get; init; }

    /// <summary>The box outside of which nothing is shown; null for none.</summary>
    public Box3? Crop { get; init; }

    /// <summary>The axis, 0 to 2, at right angles to which the shape is cut open; null for none.</summary>
    public int? SliceAxis { get; init; }

    /// <summary>Where it is cut, in the shape's units.</summary>
    public double SliceOffset { get; init; }

    /// <summary>The distance of the surface that is shown, in the shape's units.</summary>
    public double Level { get; init; }

    /// <summary>Stops of exposure: light is multiplied by two to their power.</summary>
    public double Exposure { get; init; }

    /// <summary>How light becomes what a screen can show.</summary>
    public ToneCurve Tone { get; init; }

    /// <summary>Where the key light stands; null for the usual place.</summary>
    public LightDirection? Light { get; init; }

    /// <summary>What lies behind.</summary>
    public Background Background { get; init; } = Background.Studio;

    /// <summary>The place of a picture in the middle of the window; 0 to 1 spans the picture.</summary>
    public (double X, double Y) PictureCenter { get; init; } = (0.5, 0.5);

    /// <summary>How much larger a picture is than where it just fits into the window.</summary>
    public double Zoom { get; init; } = 1;

    /// <summary>The place that the camera is turned around.</summary>
    public Point3 Center => Pose.Position - (Pose.Back * Focus);

    /// <summary>The camera for a picture of a size.</summary>
    public Camera Camera(int width, int height)
        => new(Pose, DataLens?.Resize(width, height) ?? CameraLens.OfFieldOfView(FieldOfView, width, height));

    /// <summary>The plane at which the shape is cut open.</summary>
    public SlicePlane? Slice => SliceAxis is { } axis
        ? new(new(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0), SliceOffset)
        : null;
}
