using NeuralFields.Geometry;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>A plane that cuts a shape open and shows its distances; what lies in front of it is not shown.</summary>
/// <param name="Normal">Of length 1; points to the side that is taken away.</param>
/// <param name="Offset">Distance of the plane from zero along the normal, in the shape's units.</param>
public readonly record struct SlicePlane(Point3 Normal, double Offset);
