using System.Collections.Immutable;
using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Datasets;

/// <summary>A photograph whose camera is known.</summary>
/// <param name="Name">What the data set calls it.</param>
/// <param name="Picture">The photograph.</param>
/// <param name="Pose">Where the camera stands, in the data set's frame and units.</param>
/// <param name="Lens">Its lens, for the picture's size once loaded.</param>
public sealed record PosedView(string Name, ViewPicture Picture, CameraPose Pose, ViewLens Lens)
{
    /// <summary>What it is for.</summary>
    public ViewSplit Split { get; init; }

    /// <summary>Its masks, none in most data sets.</summary>
    public ImmutableArray<ViewMask> Masks { get; init; } = [];

    /// <summary>Depths between which the scene lies, where the data set says so; in its units.</summary>
    public (double Near, double Far)? Depths { get; init; }

    /// <summary>Where the camera looks, of length 1.</summary>
    public Point3 Forward => Pose.Back * -1;

    /// <summary>The direction, of length 1 and in the data set's frame, that a place of the picture shows.</summary>
    /// <param name="x">Pixels from the left edge; the first pixel's centre is ½.</param>
    /// <param name="y">Pixels from the upper edge.</param>
    /// <param name="direction">The direction from <see cref="CameraPose.Position"/>.</param>
    /// <returns>Whether the lens shows anything there.</returns>
    public bool TryRay(double x, double y, out Point3 direction)
    {
        bool isSeen = Lens.TryDirection(x, y, out Point3 own);
        direction = (Pose.Right * own.X) + (Pose.Up * own.Y) + (Pose.Back * own.Z);
        return isSeen;
    }

    /// <summary>Where a place of the data set's frame appears.</summary>
    /// <param name="place">A place.</param>
    /// <param name="pixel">Pixels from the left and from the upper edge; may lie outside the picture.</param>
    /// <returns>Whether the lens shows it.</returns>
    public bool TryProject(Point3 place, out (double X, double Y) pixel)
    {
        Point3 from = place - Pose.Position;
        return Lens.TryProject(
            new(PointAlgebra.Dot(from, Pose.Right), PointAlgebra.Dot(from, Pose.Up), PointAlgebra.Dot(from, Pose.Back)),
            out pixel);
    }
}
