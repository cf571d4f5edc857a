using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

internal sealed unsafe partial class TreeKernelOf<T>
{
    /// <summary>How far outside a triangle a ray may pass, in its sides: none slips through between two.</summary>
    private const double Seam = 1e-6;

    /// <inheritdoc/>
    [SkipLocalsInit]
    public override int FirstHit(
        TriangleBlocks tree, Vector3 origin, Vector3 direction, float reach, out float distance)
    {
        float* boxes = tree.Boxes.Pointer, corners = tree.Corners.Pointer;
        int* children = tree.Children.Pointer, triangles = tree.Items.Pointer;
        ulong* stack = stackalloc ulong[TreeNodes.StackLength];
        float* distances = stackalloc float[Width];
        Vector3 inverse = new(Inverse(direction.X), Inverse(direction.Y), Inverse(direction.Z));
        int triangle = -1, top = 0;
        stack[0] = 0;
        while (top >= 0)
        {
            ulong entry = stack[top--];
            if (BitConverter.UInt32BitsToSingle((uint)(entry >> 32)) > reach) continue;
            int child = (int)entry;
            if (child >= 0)
            {
                uint met = Slabs(boxes + (child * TreeNodes.BoxRows * Width), origin, inverse, reach, distances);
                top = Push(stack, top, met, distances, children + (child * Width));
                continue;
            }
            float* leaf = corners + (~child * TriangleBlocks.CornerRows * Width);
            uint hits = Pierced(leaf, origin, direction, reach, distances);
            if (hits != 0) Take(hits, distances, triangles + (~child * Width), ref reach, ref triangle);
        }
        distance = reach;
        return triangle;
    }

    /// <summary>A reciprocal that stays finite, so that a ray within a box's side gives 0 and not NaN.</summary>
    private static float Inverse(float component)
        => Math.Abs(component) > 1e-30f ? 1 / component : float.IsNegative(component) ? -1e30f : 1e30f;

    /// <summary>Where a ray enters 16 boxes, and a bit for each that it meets within reach.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Slabs(float* box, Vector3 origin, Vector3 inverse, float reach, float* distances)
    {
        uint met = 0;
        for (int i = 0; i < Width; i += T.Width, box += T.Width)
        {
            T near = T.Const(0), far = Set(reach);
            for (int axis = 0; axis < 3; axis++)
            {
                T from = Set(origin[axis]), factor = Set(inverse[axis]);
                T low = (T.Load(box + (axis * Width)) - from) * factor;
                T high = (T.Load(box + ((axis + 3) * Width)) - from) * factor;
                near = T.Max(near, T.Min(low, high));
                far = T.Min(far, T.Max(low, high));
            }
            near.Store(distances + i);
            // The slack is larger than what rounding takes from the products.
            met |= T.AtMost(near, far * T.Const(1 + 1e-6)) << i;
        }
        return met;
    }

    /// <summary>Where a ray meets the planes of 16 triangles, and a bit for each that it pierces within reach.</summary>
    /// <remarks>Möller and Trumbore 1997, Fast, minimum storage ray-triangle intersection.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Pierced(float* corner, Vector3 origin, Vector3 direction, float reach, float* distances)
    {
        uint hits = 0;
        T dx = Set(direction.X), dy = Set(direction.Y), dz = Set(direction.Z), zero = T.Const(0);
        for (int i = 0; i < Width; i += T.Width, corner += T.Width)
        {
            T ax = T.Load(corner), ay = T.Load(corner + Width), az = T.Load(corner + (2 * Width));
            T bx = T.Load(corner + (3 * Width)) - ax, by = T.Load(corner + (4 * Width)) - ay;
            T bz = T.Load(corner + (5 * Width)) - az, cx = T.Load(corner + (6 * Width)) - ax;
            T cy = T.Load(corner + (7 * Width)) - ay, cz = T.Load(corner + (8 * Width)) - az;
            T px = T.Fma(dy, cz, -(dz * cy)), py = T.Fma(dz, cx, -(dx * cz)), pz = T.Fma(dx, cy, -(dy * cx));
            T inverse = T.Const(1) / Dot(bx, by, bz, px, py, pz);
            T tx = Set(origin.X) - ax, ty = Set(origin.Y) - ay, tz = Set(origin.Z) - az;
            T qx = T.Fma(ty, bz, -(tz * by)), qy = T.Fma(tz, bx, -(tx * bz)), qz = T.Fma(tx, by, -(ty * bx));
            T u = Dot(tx, ty, tz, px, py, pz) * inverse, v = Dot(dx, dy, dz, qx, qy, qz) * inverse;
            T distance = Dot(cx, cy, cz, qx, qy, qz) * inverse;
            distance.Store(distances + i);
            hits |= (T.AtMost(T.Const(-Seam), u) & T.AtMost(T.Const(-Seam), v) & T.AtMost(u + v, T.Const(1 + Seam))
                & T.AtMost(zero, distance) & T.AtMost(distance, Set(reach))) << i;
        }
        return hits;
    }
}
