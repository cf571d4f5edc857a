using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

internal sealed unsafe partial class TreeKernelOf<T>
{
    /// <summary>Twice the relative error of a product of two differences, in terms of its magnitude.</summary>
    private const double Rounding = 8 * 5.9604645e-8;

    /// <inheritdoc/>
    [SkipLocalsInit]
    public override RayCrossings Crossings(TriangleBlocks tree, Vector3 place, int axis, bool forward)
    {
        float* boxes = tree.Boxes.Pointer, corners = tree.Corners.Pointer;
        int* children = tree.Children.Pointer;
        int* stack = stackalloc int[TreeNodes.StackLength];
        // Rows of the two coordinates across the ray and of that along it.
        int u = (axis + 1) % 3 * Width, v = (axis + 2) % 3 * Width, w = axis * Width;
        T pu = Set(place[(axis + 1) % 3]), pv = Set(place[(axis + 2) % 3]), pw = Set(place[axis]);
        int count = 0, winding = 0, top = 0;
        uint unsure = 0;
        stack[0] = 0;
        while (top >= 0)
        {
            int child = stack[top--];
            if (child < 0)
            {
                float* leaf = corners + (~child * TriangleBlocks.CornerRows * Width);
                unsure |= Cross(leaf, u, v, w, pu, pv, pw, forward, ref count, ref winding);
                continue;
            }
            int* nodes = children + (child * Width);
            uint met = Met(boxes + (child * TreeNodes.BoxRows * Width), u, v, w, pu, pv, pw, forward);
            for (; met != 0; met &= met - 1) stack[++top] = nodes[BitOperations.TrailingZeroCount(met)];
        }
        return new(count, forward ? winding : -winding, unsure == 0);
    }

    /// <summary>A bit for each of 16 boxes that the ray meets; comparisons of floats do not round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Met(float* box, int u, int v, int w, T pu, T pv, T pw, bool forward)
    {
        uint met = 0;
        for (int i = 0; i < Width; i += T.Width, box += T.Width)
        {
            float* top = box + (3 * Width);
            uint inside = T.AtMost(T.Load(box + u), pu) & T.AtMost(pu, T.Load(top + u))
                & T.AtMost(T.Load(box + v), pv) & T.AtMost(pv, T.Load(top + v))
                & (forward ? T.AtMost(pw, T.Load(top + w)) : T.AtMost(T.Load(box + w), pw));
            met |= inside << i;
        }
        return met;
    }

    /// <summary>
    /// Counts crossings of 16 triangles; returns a bit for each where rounding decides. Sides are seen from the ray:
    /// it passes within where all three areas have the same sign, each known up to a bound.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Cross(
        float* corner, int u, int v, int w, T pu, T pv, T pw, bool forward, ref int count, ref int winding)
    {
        uint unsure = 0;
        T zero = T.Const(0), rounding = T.Const(Rounding);
        for (int i = 0; i < Width; i += T.Width, corner += T.Width)
        {
            float* second = corner + (3 * Width), third = corner + (6 * Width);
            T au = T.Load(corner + u), av = T.Load(corner + v), bu = T.Load(second + u), bv = T.Load(second + v);
            T cu = T.Load(third + u), cv = T.Load(third + v);
            T ab = Area(au, av, bu, bv, pu, pv, out T sizeAb), bc = Area(bu, bv, cu, cv, pu, pv, out T sizeBc);
            T ca = Area(cu, cv, au, av, pu, pv, out T sizeCa);
            T errorAb = rounding * sizeAb, errorBc = rounding * sizeBc, errorCa = rounding * sizeCa;
            uint mayLeft = T.AtMost(zero, T.Min(ab + errorAb, T.Min(bc + errorBc, ca + errorCa)));
            uint mayRight = T.AtMost(T.Max(ab - errorAb, T.Max(bc - errorBc, ca - errorCa)), zero);
            if ((mayLeft | mayRight) == 0) continue;

            T wa = T.Load(corner + w) - pw, wb = T.Load(second + w) - pw, wc = T.Load(third + w) - pw;
            if (!forward) (wa, wb, wc) = (-wa, -wb, -wc);
            uint front = ~T.AtMost(T.Max(wa, T.Max(wb, wc)), zero);
            T height = T.Fma(bc, wa, T.Fma(ca, wb, ab * wc));
            T error = T.Const(2 * Rounding) *
                T.Fma(sizeBc, T.Abs(wa), T.Fma(sizeCa, T.Abs(wb), sizeAb * T.Abs(wc)));
            uint above = ~T.AtMost(height, error), below = ~T.AtMost(-height, error);

            uint left = mayLeft & ~T.AtMost(T.Min(ab - errorAb, T.Min(bc - errorBc, ca - errorCa)), zero);
            uint right = mayRight & ~T.AtMost(zero, T.Max(ab + errorAb, T.Max(bc + errorBc, ca + errorCa)));
            uint leaves = left & above, enters = right & below;
            uint behind = (left & below) | (right & above);
            count += BitOperations.PopCount(leaves | enters);
            winding += BitOperations.PopCount(leaves) - BitOperations.PopCount(enters);
            unsure |= (mayLeft | mayRight) & front & ~(leaves | enters | behind);
        }
        return unsure;
    }

    /// <summary>
    /// Twice the area between the ray and a side, and the sum of the magnitudes of its terms: the error stays below
    /// <see cref="Rounding"/> times that sum.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Area(T au, T av, T bu, T bv, T pu, T pv, out T size)
    {
        T first = (au - pu) * (bv - av), second = (av - pv) * (bu - au);
        size = T.Abs(first) + T.Abs(second);
        return first - second;
    }
}
