using NeuralFields.Distances;

namespace NeuralFields.Tasks;

/// <summary>How well a field stands for a shape. Lengths are in the shape's own units.</summary>
/// <param name="Iou">
/// Interior intersection over union with a mesh (<see cref="FieldSurfaceMetrics.Iou"/>); null for point clouds.
/// </param>
/// <param name="Chamfer">
/// Symmetric Chamfer distance between the field's surface, meshed with <see cref="SurfaceTask.JudgedResolution"/> cells,
/// and the mesh (<see cref="MeshComparison.Chamfer"/>); for point clouds the mean distance of the points from that
/// surface. Null where the field has no surface.
/// </param>
/// <param name="NormalAngleErrorDegrees">Mean angle between the field's gradient and the normals, on the surface.</param>
/// <param name="AbsError">|f − d| near the surface of a mesh, |f| at the points of a cloud.</param>
/// <param name="EikonalDeviation">Mean of | ‖∇f‖ − 1 | at the places of <paramref name="AbsError"/>.</param>
/// <param name="FurthestPoint">
/// The largest distance of a cloud's points from the field's surface; null for meshes, or where there is none.
/// </param>
public sealed record SurfaceQuality(
    double? Iou, double? Chamfer, double? NormalAngleErrorDegrees, Spread AbsError, double EikonalDeviation,
    double? FurthestPoint = null);
