namespace NeuralFields.Rendering;

/// <summary>What a view is rendered into, beside its opacity.</summary>
[Flags]
public enum ViewLayers
{
    /// <summary>Nothing but opacity.</summary>
    None = 0,

    /// <summary>Colour.</summary>
    Color = 1,

    /// <summary>Distance along the viewing axis.</summary>
    Depth = 2,

    /// <summary>Directions of surfaces in the world's frame.</summary>
    Normals = 4,

    /// <summary>The shadow on the floor, for pictures over a background.</summary>
    Shadow = 8,

    /// <summary>What the pixel cost: places along its rays that the field was asked for.</summary>
    Steps = 16,
}
