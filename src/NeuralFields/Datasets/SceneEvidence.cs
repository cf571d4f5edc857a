using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Datasets;

/// <summary>Where a data set's cameras stand and where its scene lies, as far as it tells.</summary>
internal sealed class SceneEvidence
{
    /// <summary>Points beyond this part are taken for mistakes of the reconstruction.</summary>
    private const double PointPart = 0.95;

    public SceneEvidence(PosedDataset dataset)
    {
        Dataset = dataset;
        Rig = CameraRig.Of([.. dataset.Views.Select(v => v.Pose)], DepthOf(dataset));
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

    /// <summary>How far ahead the scene lies, by its points or by stated depths; null where there are none.</summary>
    private static double? DepthOf(PosedDataset dataset)
    {
        CameraPose[] poses = [.. dataset.Views.Select(v => v.Pose)];
        if (dataset.Points is { Count: > 0 } cloud)
        {
            Point3 middle = CameraRig.MedianPlace(poses.Select(p => p.Position)), ahead = CameraRig.MeanForward(poses);
            double depth = CameraRig.Median(PlacesOf(cloud).Select(p => PointAlgebra.Dot(p - middle, ahead))) / ahead.Length;
            return depth > 0 && double.IsFinite(depth) ? depth : null;
        }
        double[] depths = [.. dataset.Views.Select(v => v.Depths).OfType<(double Near, double Far)>().Select(Focus)];
        return depths.Length == 0 ? null : CameraRig.Median(depths);
    }

    /// <summary>LLFF's place of interest between two depths: three quarters of the way in inverse depth.</summary>
    private static double Focus((double Near, double Far) depths) => 1 / ((0.25 / depths.Near) + (0.75 / depths.Far));

    private static Point3[] PlacesOf(PointCloud cloud)
        => [.. cloud.Positions.Select(p => Point3.Of(p) + cloud.Origin)];

    private static IEnumerable<Point3> Depths(PosedView view)
        => view.Depths is not var (near, far) ? []
            : [view.Pose.Position + (view.Forward * near), view.Pose.Position + (view.Forward * far)];
}
