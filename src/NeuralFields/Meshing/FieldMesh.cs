using NeuralFields.Geometry;

namespace NeuralFields.Meshing;

/// <summary>A mesh out of a field, and how it came about.</summary>
/// <param name="Mesh">The surface, with normals, and colours where they were asked for.</param>
public sealed record FieldMesh(TriangleMesh Mesh)
{
    /// <summary>Places at which the field was evaluated.</summary>
    public required long Evaluations { get; init; }

    /// <summary>The mean distance of the field's value from the level over the vertices; 0 without any.</summary>
    public required double MeanResidual { get; init; }

    /// <summary>Whether the level set leaves the grid, where the surface is open.</summary>
    public required bool LeavesGrid { get; init; }

    /// <summary>The least value that was seen.</summary>
    public required float Min { get; init; }

    /// <summary>The largest value that was seen.</summary>
    public required float Max { get; init; }
}
