using NeuralFields.Distances;
using NeuralFields.Fields;
using NeuralFields.Sampling;

namespace NeuralFields.Tasks;

/// <summary>How a signed distance field is fitted to a mesh or a point cloud: everything but the shape.</summary>
public sealed record SurfaceScene : TaskScene
{
    /// <summary>The interval of the field's coordinates that the shape lies in.</summary>
    public CoordinateRange Range { get; init; }

    /// <summary>
    /// Room around the shape in which distances are trained, on each side, as a part of its longest side.
    /// </summary>
    public double Padding { get; init; } = 0.05;

    /// <summary>Where samples lie.</summary>
    public SurfaceMix Mix { get; init; } = new(0.5, 0.375, 0.125, 0.005);

    /// <summary>How inside is told from outside of a mesh.</summary>
    public SignRule Sign { get; init; } = SignRule.Winding;
}
