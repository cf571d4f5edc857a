using NeuralFields.Geometry;

namespace NeuralFields.Rendering.Cameras;

/// <summary>What is up in a shape's own frame, which mesh files do not say.</summary>
public enum UpAxis
{
    /// <summary>+Y is up and +Z the front, as in glTF and most mesh files.</summary>
    Y,

    /// <summary>+Z is up and −Y the front, as in CAD, Blender and NeRF scenes.</summary>
    Z,
}

/// <summary>The frames that belong to <see cref="UpAxis"/>.</summary>
public static class UpAxisFrames
{
    /// <summary>Directions to the right, up and to the front of what stands upright.</summary>
    public static (Point3 Right, Point3 Up, Point3 Front) Frame(this UpAxis up)
        => up == UpAxis.Z
            ? (new(1, 0, 0), new(0, 0, 1), new(0, -1, 0))
            : (new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));
}
