using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>How a surface is rendered.</summary>
public sealed record SurfaceOptions
{
    /// <summary>What is up: lights and sky are arranged by it.</summary>
    public UpAxis Up { get; init; }

    /// <summary>Cells of the coarse lattice along the domain's longest side.</summary>
    public int GridResolution { get; init; } = 64;

    /// <summary>Threads for what is not the field; the picture does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
