using System.Collections.Immutable;
using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Datasets;

/// <summary>What the cameras of a scene have in common; a few stray cameras do not change it.</summary>
/// <param name="Center">The place they look at; where they look outwards, the middle of the cameras.</param>
/// <param name="Distance">The median distance of the cameras from it.</param>
/// <param name="LooksOutwards">Whether they stand in the middle of what they see rather than around it.</param>
/// <param name="Strays">Cameras that stand many times further away than the others, ascending.</param>
public sealed record CameraRig(Point3 Center, double Distance, bool LooksOutwards, ImmutableArray<int> Strays)
{
    /// <summary>
    /// Cameras more than so many median distances away are strays. Those on a line reach twice the median.
    /// </summary>
    private const double StrayDistance = 5;

    /// <summary>Of the cameras, this part at least must look towards the place for it to be looked at.</summary>
    private const double FacingPart = 0.75;

    /// <summary>
    /// Mean length of the viewing directions above which they are parallel: within some 25°. Where such axes come
    /// nearest to one another is decided by small errors, and may lie behind the cameras.
    /// </summary>
    private const double ParallelLength = 0.9;

    /// <summary>Parallel cameras look at least this many of their spreads ahead.</summary>
    private const double LeastAhead = 2;

    /// <summary>How much the guess for parallel views weighs beside the axes: it decides only where those do not.</summary>
    private const double GuessWeight = 1e-3;

    private const int Rounds = 30;

    /// <summary>The rig of cameras.</summary>
    /// <param name="poses">At least one camera.</param>
    /// <param name="depth">How far ahead the scene lies, where that is known: it decides for parallel cameras.</param>
    public static CameraRig Of(IReadOnlyList<CameraPose> poses, double? depth = null)
    {
        ArgumentNullException.ThrowIfNull(poses);
        ArgumentOutOfRangeException.ThrowIfLessThan(poses.Count, 1, nameof(poses));
        Point3 middle = MedianPlace(poses.Select(p => p.Position));
        double spread = Median(poses.Select(p => (p.Position - middle).Length));
        Point3 ahead = MeanForward(poses);
        double usual = depth ?? (spread > 0 ? LeastAhead * spread : 1);
        Point3 guess = ahead.Length > 0 ? middle + (PointAlgebra.Unit(ahead) * usual) : middle;
        Point3 target = NearestToAxes(poses, guess);
        bool isBehind = PointAlgebra.Dot(target - middle, ahead) < LeastAhead * spread * ahead.Length;
        if (ahead.Length > ParallelLength && (depth is not null || isBehind)) target = guess;
        int facing = poses.Count(p => PointAlgebra.Dot(target - p.Position, p.Back) < 0);
        bool looksOutwards = facing < FacingPart * poses.Count;
        return Around(poses, looksOutwards ? middle : target, looksOutwards);
    }

    /// <summary>The middle value; the lower of two.</summary>
    internal static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    /// <summary>The value that a part of all values does not exceed.</summary>
    internal static double Quantile(IEnumerable<double> values, double part)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted[(int)((sorted.Length - 1) * part)];
    }

    private static CameraRig Around(IReadOnlyList<CameraPose> poses, Point3 center, bool looksOutwards)
    {
        double[] distances = [.. poses.Select(p => (p.Position - center).Length)];
        double median = Median(distances);
        IEnumerable<int> strays = Enumerable.Range(0, poses.Count)
            .Where(i => median > 0 && distances[i] > StrayDistance * median);
        return new(center, median, looksOutwards, [.. strays]);
    }

    /// <summary>
    /// The place with the least sum of distances to the viewing axes: least squares, weighted anew in each round by
    /// the inverse distance (Weiszfeld), so that a stray axis pulls no more than any other.
    /// </summary>
    private static Point3 NearestToAxes(IReadOnlyList<CameraPose> poses, Point3 guess)
    {
        double[] weights = new double[poses.Count];
        Array.Fill(weights, 1);
        Point3 place = guess;
        for (int round = 0; round < Rounds; round++)
        {
            Point3 next = LeastSquares(poses, weights, guess);
            if (!double.IsFinite(next.Length)) break;
            place = next;
            double[] distances = [.. poses.Select(p => DistanceToAxis(place, p))];
            double floor = (0.1 * Median(distances)) + double.Epsilon;
            if (!(floor > 1e-12 * place.Length)) break; // all axes meet there already
            for (int i = 0; i < weights.Length; i++) weights[i] = floor / (distances[i] + floor);
        }
        return place;
    }

    /// <summary>Minimises Σ w·|(1 − b bᵀ)(c − p)|² + weight of the guess·|c − guess|².</summary>
    private static Point3 LeastSquares(IReadOnlyList<CameraPose> poses, double[] weights, Point3 guess)
    {
        double pull = GuessWeight * weights.Sum(), xx = pull, yy = pull, zz = pull, xy = 0, xz = 0, yz = 0;
        Point3 right = Point3.Zero;
        for (int i = 0; i < weights.Length; i++)
        {
            (Point3 b, Point3 p, double w) = (poses[i].Back, poses[i].Position - guess, weights[i]);
            xx += w * (1 - (b.X * b.X));
            yy += w * (1 - (b.Y * b.Y));
            zz += w * (1 - (b.Z * b.Z));
            xy -= w * b.X * b.Y;
            xz -= w * b.X * b.Z;
            yz -= w * b.Y * b.Z;
            right += (p - (b * PointAlgebra.Dot(b, p))) * w;
        }
        Point3 first = new(xx, xy, xz), second = new(xy, yy, yz), third = new(xz, yz, zz);
        Point3 minor = PointAlgebra.Cross(second, third);
        double inverse = 1 / PointAlgebra.Dot(first, minor);
        return guess + new Point3(
            PointAlgebra.Dot(right, minor) * inverse,
            PointAlgebra.Dot(right, PointAlgebra.Cross(third, first)) * inverse,
            PointAlgebra.Dot(right, PointAlgebra.Cross(first, second)) * inverse);
    }

    private static double DistanceToAxis(Point3 place, CameraPose pose)
    {
        Point3 from = place - pose.Position;
        return (from - (pose.Back * PointAlgebra.Dot(pose.Back, from))).Length;
    }

    /// <summary>The mean viewing direction; its length tells how parallel they are.</summary>
    internal static Point3 MeanForward(IReadOnlyList<CameraPose> poses)
    {
        Point3 sum = Point3.Zero;
        foreach (CameraPose pose in poses) sum -= pose.Back;
        return sum * (1.0 / poses.Count);
    }

    /// <summary>The middle value of each coordinate.</summary>
    internal static Point3 MedianPlace(IEnumerable<Point3> places)
    {
        Point3[] all = [.. places];
        return new(Median(all.Select(p => p.X)), Median(all.Select(p => p.Y)), Median(all.Select(p => p.Z)));
    }
}
