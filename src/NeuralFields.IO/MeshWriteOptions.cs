using System.Collections.Immutable;
using NeuralFields.Descriptions;

namespace NeuralFields.IO;

/// <summary>What a mesh file says beside its geometry. A format without a place for a part leaves it out.</summary>
public sealed record MeshWriteOptions
{
    /// <summary>No notes, both sides seen, lit, axes as they are.</summary>
    public static MeshWriteOptions Default { get; } = new();

    /// <summary>The program that made the mesh.</summary>
    public string Generator { get; init; } = "NeuralFields";

    /// <summary>The unit of coordinates, in words.</summary>
    public string Units { get; init; } = "as in the source";

    /// <summary>The direction of the coordinates' axes, in words.</summary>
    public string Axes { get; init; } = "as in the source";

    /// <summary>
    /// Where the mesh comes from: names and values, in their order. glTF keeps them as JSON in <c>asset.extras</c>,
    /// PLY and OBJ as comments of one line each.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, DescriptionNode>> Provenance { get; init; } = [];

    /// <summary>glTF: colours hold the light already (KHR_materials_unlit), as those of radiance fields do.</summary>
    public bool Unlit { get; init; }

    /// <summary>glTF: back faces are drawn, as open surfaces need.</summary>
    public bool DoubleSided { get; init; } = true;

    /// <summary>
    /// glTF: the root node turns z up to the y up that viewers expect, (x, y, z) → (x, z, −y); vertices keep their
    /// coordinates.
    /// </summary>
    public bool ZUpToYUp { get; init; }
}
