using System.Numerics;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>
/// All that decides how a surface looks to a camera, for renderers elsewhere. Places and lengths are those of the field.
/// </summary>
public sealed record SurfaceSight
{
    /// <summary>[z, y, x] distances at the nodes of the coarse lattice.</summary>
    public required ReadOnlyMemory<float> Distances { get; init; }

    /// <summary>Nodes per axis.</summary>
    public required (int X, int Y, int Z) Counts { get; init; }

    /// <summary>The node of least coordinates.</summary>
    public required Vector3 GridMin { get; init; }

    /// <summary>Distance from node to node.</summary>
    public required float Cell { get; init; }

    /// <summary>The box where the field means something.</summary>
    public required (Vector3 Min, Vector3 Max) Domain { get; init; }

    /// <summary>The eye.</summary>
    public required Vector3 Eye { get; init; }

    /// <summary>World units per field unit.</summary>
    public required float PerUnit { get; init; }

    /// <summary>Half the way of the differences that make normals, where pixels are no larger.</summary>
    public required float NormalStep { get; init; }

    /// <summary>The least half way of those differences in pixels.</summary>
    public required float NormalPixels { get; init; }

    /// <summary>The distance of the surface.</summary>
    public required float Level { get; init; }

    /// <summary>The box outside of which nothing is shown; null for none.</summary>
    public required (Vector3 Min, Vector3 Max)? Crop { get; init; }

    /// <summary>The plane of a slice, and the box in which it is shown; null for none.</summary>
    public required (Vector4 Plane, Vector3 Min, Vector3 Max)? Slice { get; init; }

    /// <summary>Directions towards the key light, the fill, the light behind, and up.</summary>
    public required (Vector3 Key, Vector3 Fill, Vector3 Rim, Vector3 Up) Lights { get; init; }

    /// <summary>A place of the floor, and half the shape's diagonal.</summary>
    public required (Vector3 Place, float Radius) Floor { get; init; }
}
