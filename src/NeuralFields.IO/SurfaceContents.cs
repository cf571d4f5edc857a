using System.Collections.Immutable;
using NeuralFields.Geometry;

namespace NeuralFields.IO;

/// <summary>What a surface file holds: a <see cref="Mesh"/> or a <see cref="Cloud"/>.</summary>
public abstract record SurfaceContents
{
    private SurfaceContents() { }

    /// <summary>The format's name, such as PLY.</summary>
    public required string Format { get; init; }

    /// <summary>
    /// What was left out or repaired, one line each: faces with too few corners, points that are not finite, normals
    /// that a shared vertex cannot hold.
    /// </summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>A mesh of one triangle or more, with finite positions and indices in range.</summary>
    /// <param name="Surface">The mesh.</param>
    public sealed record Mesh(TriangleMesh Surface) : SurfaceContents;

    /// <summary>A cloud of one point or more, with finite positions.</summary>
    /// <param name="Points">The cloud.</param>
    public sealed record Cloud(PointCloud Points) : SurfaceContents;
}
