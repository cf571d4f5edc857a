using NeuralFields.Geometry;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>What of a surface is shown and how it is lit; may change from view to view.</summary>
public sealed record SurfaceLook
{
    /// <summary>The distance of the surface, in the shape's units: above 0 outside of the shape.</summary>
    public double Level { get; init; }

    /// <summary>The box, in the shape's units, outside of which nothing is shown; null for none.</summary>
    public Box3? Crop { get; init; }

    /// <summary>The plane that cuts the shape open; null for none.</summary>
    public SlicePlane? Slice { get; init; }

    /// <summary>Where the key light stands; null for the usual place.</summary>
    public LightDirection? Light { get; init; }
}
