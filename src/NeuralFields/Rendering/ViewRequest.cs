namespace NeuralFields.Rendering;

/// <summary>How a view is rendered.</summary>
public sealed record ViewRequest
{
    /// <summary>Samples per pixel, averaged: 1 is the pixel's centre, more spread over its area.</summary>
    public int SamplesPerPixel { get; init; } = 1;

    /// <summary>
    /// Samples of pixels that differ from a neighbour, in place of <see cref="SamplesPerPixel"/>; not above those, there
    /// is no second pass.
    /// </summary>
    public int EdgeSamplesPerPixel { get; init; }

    /// <summary>What is computed beside opacity.</summary>
    public ViewLayers Layers { get; init; } = ViewLayers.Color;
}
