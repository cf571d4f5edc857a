using NeuralFields.Geometry;

namespace NeuralFields.Datasets;

/// <summary>Where a data set's cameras stand and where its scene lies, as far as it tells.</summary>
internal sealed class SceneEvidence
{
    /// <summary>Points beyond this part are taken for mistakes of the reconstruction.</summary>
    private const double PointPart = 0.95;

    public SceneEvidence(PosedDataset dataset)
    {
        Dataset = dataset;
        Rig = CameraRig.Of([.. dataset.Views.Select(v => v.Pose)]);
        Cameras = [.. dataset.Views.Where((_, i) => !Rig.Strays.Contains(i)).Select(v => v.Pose.Position)];
        Points = dataset.Points is { Count: > 0 } cloud ? PlacesOf(cloud) : [.. dataset.Views.SelectMany(Depths)];
    }

    public PosedDataset Dataset { get; }

    public CameraRig Rig { get; }

    /// <summary>Places of the cameras without strays.</summary>
    public Point3[] Cameras { get; }

    /// <summary>Points of the scene, or the ends of stated depths; may be empty.</summary>
    public Point3[] Points { get; }

    /// <summary>The side of the cube that holds the cameras, in field units.</summary>
    public double SideOfCameras(SceneBox box) => Cameras.Length == 0 ? 0 : Cameras.Max(box.SideTo);

    /// <summary>The side of the cube that holds the bulk of the points, in field units.</summary>
    public double SideOfPoints(SceneBox box)
        => Points.Length == 0 ? 0 : CameraRig.Quantile(Points.Select(box.SideTo), PointPart);

    /// <summary>How many places lie outside of a box.</summary>
    public static int Outside(SceneBox box, IEnumerable<Point3> places)
        => places.Count(p => box.SideTo(p) > box.AabbScale);

    private static Point3[] PlacesOf(PointCloud cloud)
        => [.. cloud.Positions.Select(p => Point3.Of(p) + cloud.Origin)];

    private static IEnumerable<Point3> Depths(PosedView view)
        => view.Depths is not var (near, far) ? []
            : [view.Pose.Position + (view.Forward * near), view.Pose.Position + (view.Forward * far)];
}
