using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Sampling;

/// <summary>A photograph with its camera, ready to draw rays from. Places are those of the field's space.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">[height, width, 4] RGB as coded in sRGB, and straight alpha.</param>
/// <param name="Directions">
/// [height, width] directions of length 1 through the pixels' centres in the camera's frame: x right, y up, z back. One
/// array may serve all views of a lens; the zero vector stands where the lens shows nothing.
/// </param>
public sealed record TrainingView(int Width, int Height, ReadOnlyMemory<byte> Pixels, ReadOnlyMemory<Vector3> Directions)
{
    /// <summary>The eye.</summary>
    public required Vector3 Position { get; init; }

    /// <summary>The camera's x axis, of length 1.</summary>
    public required Vector3 Right { get; init; }

    /// <summary>The camera's y axis, of length 1.</summary>
    public required Vector3 Up { get; init; }

    /// <summary>The camera's z axis, of length 1: away from what it looks at.</summary>
    public required Vector3 Back { get; init; }

    /// <summary>1 + Zoom is the factor on tangents of angles from the viewing axis.</summary>
    public float Zoom { get; init; }

    /// <summary>Width × height.</summary>
    public int PixelCount => Width * Height;

    /// <summary>The direction through a pixel's centre in the field's space, or zero where the lens shows nothing.</summary>
    public Vector3 DirectionOf(int pixel)
    {
        Vector3 own = Directions.Span[pixel];
        if (Zoom != 0 && own != Vector3.Zero) own = Vector3.Normalize(new(own.X * (1 + Zoom), own.Y * (1 + Zoom), own.Z));
        return (Right * own.X) + (Up * own.Y) + (Back * own.Z);
    }

    /// <summary>The view of a corrected camera.</summary>
    public TrainingView Correct(in CameraCorrection correction)
    {
        CameraCorrection c = correction;
        return this with
        {
            Position = Position + c.Shift.ToVector3(),
            Right = Turned(Right),
            Up = Turned(Up),
            Back = Turned(Back),
            Zoom = (float)c.Zoom,
        };

        Vector3 Turned(Vector3 axis) => c.Turned(Point3.Of(axis)).ToVector3();
    }

    /// <summary>A pixel over a background.</summary>
    /// <param name="pixel">Its number, row by row.</param>
    /// <param name="background">RGB as coded in sRGB.</param>
    public Vector3 ColorOf(int pixel, Vector3 background)
    {
        ReadOnlySpan<byte> bytes = Pixels.Span.Slice(4 * pixel, 4);
        Vector3 color = new Vector3(bytes[0], bytes[1], bytes[2]) * (1f / 255);
        return bytes[3] == 255 ? color : background + ((color - background) * (bytes[3] * (1f / 255)));
    }
}
