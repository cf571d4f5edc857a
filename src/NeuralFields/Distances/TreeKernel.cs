using System.Numerics;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

/// <summary>
/// Searches in a tree of triangles for one lane width. All widths follow the same path through the tree and give the
/// same bits. Kernels hold no state, so any number of threads may share one.
/// </summary>
internal abstract class TreeKernel
{
    /// <summary>The kernel of the widest vectors that the machine runs natively.</summary>
    public static TreeKernel Best { get; } = Of(LaneWidths.Best);

    /// <summary>The kernel of a lane width.</summary>
    public static TreeKernel Of(LaneWidth width) => width switch
    {
        LaneWidth.Sixteen => new TreeKernelOf<Lanes16>(),
        LaneWidth.Eight => new TreeKernelOf<Lanes8>(),
        LaneWidth.Four => new TreeKernelOf<Lanes4>(),
        _ => new TreeKernelOf<Lanes1>(),
    };

    /// <summary>The nearest triangle; among equally near ones that of the lowest number.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="place">The point, in the tree's scale.</param>
    /// <param name="squared">Squared distance up to which triangles count.</param>
    /// <returns>The triangle; −1 where none is within the bound.</returns>
    /// <remarks>
    /// The distance of a triangle is never less than that of its leaf's box, both as computed. So leaving out boxes
    /// beyond the best triangle cannot change the result, and neither can the bound.
    /// </remarks>
    public abstract int Nearest(TriangleBlocks tree, Vector3 place, float squared);

    /// <summary>The triangles that a ray along an axis crosses.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="place">Where the ray starts, in the tree's scale.</param>
    /// <param name="axis">0, 1 or 2.</param>
    /// <param name="forward">Whether it runs towards larger coordinates.</param>
    public abstract RayCrossings Crossings(TriangleBlocks tree, Vector3 place, int axis, bool forward);

    /// <summary>
    /// 4π times the winding number: clusters of triangles further than their radius allows count as dipoles, the
    /// others triangle by triangle.
    /// </summary>
    /// <param name="tree">The tree.</param>
    /// <param name="dipoles">Its clusters.</param>
    /// <param name="place">The point, in the tree's scale.</param>
    public abstract float SolidAngle(TriangleBlocks tree, DipoleMoments dipoles, Vector3 place);

    /// <summary>The first triangle that a ray meets.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="origin">Where the ray starts, in the tree's scale.</param>
    /// <param name="direction">Where it goes; any length but 0.</param>
    /// <param name="reach">How far to look, in lengths of the direction.</param>
    /// <param name="distance">How far the hit is, in lengths of the direction.</param>
    /// <returns>The triangle, of those at the same distance that of the lowest number; −1 for none.</returns>
    public abstract int FirstHit(
        TriangleBlocks tree, Vector3 origin, Vector3 direction, float reach, out float distance);

    /// <summary>The nearest points in ascending order, equally near ones by number.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="place">The place, in the tree's scale.</param>
    /// <param name="squaredBound">Squared distance up to which points count.</param>
    /// <param name="squared">[k] their squared distances, overwritten as far as points are found.</param>
    /// <param name="points">[k] their numbers.</param>
    /// <returns>How many were found, at most k.</returns>
    public abstract int NearestPoints(
        PointBlocks tree, Vector3 place, float squaredBound, Span<float> squared, Span<int> points);
}
