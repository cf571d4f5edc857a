namespace NeuralFields.Geometry;

/// <summary>Which way the front faces of a mesh look.</summary>
public enum MeshOrientation
{
    /// <summary>Neighbours agree and enclose no volume to speak of, as those of a flat sheet.</summary>
    Undetermined,

    /// <summary>Neighbours agree, and the signed volume is positive.</summary>
    Outward,

    /// <summary>Neighbours agree, and the signed volume is negative.</summary>
    Inward,

    /// <summary>Two triangles run along a shared edge in the same direction.</summary>
    Mixed,
}
