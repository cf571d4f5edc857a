namespace NeuralFields.Meshing;

/// <summary>How a mesh is made out of a field.</summary>
public sealed record MeshingOptions
{
    /// <summary>The value that the field has on the surface; below it is inside.</summary>
    public float Level { get; init; }

    /// <summary>
    /// Whether values are distances in the units of places, true or at most half as long again: then only places near
    /// the surface are evaluated.
    /// </summary>
    public bool IsDistance { get; init; } = true;

    /// <summary>Evaluations per vertex that move it onto the surface.</summary>
    public int RefinementSteps { get; init; } = 2;

    /// <summary>Whether all components but the one of the largest area are left out.</summary>
    public bool LargestOnly { get; init; }

    /// <summary>The part of the triangles that is kept, above 0 and up to 1.</summary>
    public double SimplifyRatio { get; init; } = 1;

    /// <summary>Whether the field's colours are wanted.</summary>
    public bool WithColors { get; init; }

    /// <summary>Threads to use, 0 for all; the mesh does not depend on them.</summary>
    public int Threads { get; init; }
}
