using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

internal sealed unsafe partial class TreeKernelOf<T>
{
    /// <inheritdoc/>
    [SkipLocalsInit]
    public override int Nearest(TriangleBlocks tree, Vector3 place, float squared)
    {
        float* boxes = tree.Boxes.Pointer, frames = tree.Frames.Pointer;
        int* children = tree.Children.Pointer, triangles = tree.Items.Pointer;
        ulong* stack = stackalloc ulong[TreeNodes.StackLength];
        float* distances = stackalloc float[Width];
        T x = Set(place.X), y = Set(place.Y), z = Set(place.Z);
        int triangle = -1, top = 0;
        stack[0] = 0;
        while (top >= 0)
        {
            // Squared distance above, child below: entries of a node stand with the nearest on top.
            ulong entry = stack[top--];
            float bound = BitConverter.UInt32BitsToSingle((uint)(entry >> 32));
            if (bound > squared) continue;
            int child = (int)entry;
            if (child >= 0)
            {
                uint near = Boxes(boxes + (child * TreeNodes.BoxRows * Width), x, y, z, squared, distances);
                top = Push(stack, top, near, distances, children + (child * Width));
                continue;
            }
            float* frame = frames + (~child * TriangleBlocks.FrameRows * Width);
            uint hits = Triangles(frame, x, y, z, bound, squared, distances);
            if (hits != 0) Take(hits, distances, triangles + (~child * Width), ref squared, ref triangle);
        }
        return triangle;
    }

    /// <summary>Squared distances to 16 boxes, and a bit for each within the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Boxes(float* box, T x, T y, T z, float limit, float* distances)
    {
        uint near = 0;
        T zero = T.Const(0);
        for (int i = 0; i < Width; i += T.Width, box += T.Width)
        {
            T dx = T.Max(zero, T.Max(T.Load(box) - x, x - T.Load(box + (3 * Width))));
            T dy = T.Max(zero, T.Max(T.Load(box + Width) - y, y - T.Load(box + (4 * Width))));
            T dz = T.Max(zero, T.Max(T.Load(box + (2 * Width)) - z, z - T.Load(box + (5 * Width))));
            T squared = T.Fma(dx, dx, T.Fma(dy, dy, dz * dz));
            squared.Store(distances + i);
            near |= T.AtMost(squared, Set(limit)) << i;
        }
        return near;
    }

    /// <summary>Squared distances to 16 triangles, and a bit for each within the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Triangles(float* frame, T px, T py, T pz, float bound, float limit, float* distances)
    {
        uint near = 0;
        T zero = T.Const(0), one = T.Const(1);
        for (int i = 0; i < Width; i += T.Width, frame += T.Width)
        {
            T dx = px - T.Load(frame), dy = py - T.Load(frame + Width), dz = pz - T.Load(frame + (2 * Width));
            T x = Along(frame + (3 * Width), dx, dy, dz), y = Along(frame + (6 * Width), dx, dy, dz);
            T z = Along(frame + (9 * Width), dx, dy, dz);
            T length = T.Load(frame + (12 * Width));
            T apexX = T.Load(frame + (13 * Width)), apexY = T.Load(frame + (14 * Width));

            T beyond = x - T.Min(T.Max(x, zero), length);
            T nearest = T.Fma(beyond, beyond, y * y);

            T t = T.Fma(x, apexX, y * apexY) * T.Load(frame + (15 * Width));
            t = T.Min(T.Max(t, zero), one);
            T sideX = T.Fma(-t, apexX, x), sideY = T.Fma(-t, apexY, y);
            nearest = T.Min(nearest, T.Fma(sideX, sideX, sideY * sideY));

            T fromB = x - length, otherX = apexX - length;
            t = T.Fma(fromB, otherX, y * apexY) * T.Load(frame + (16 * Width));
            t = T.Min(T.Max(t, zero), one);
            sideX = T.Fma(-t, otherX, fromB);
            sideY = T.Fma(-t, apexY, y);
            nearest = T.Min(nearest, T.Fma(sideX, sideX, sideY * sideY));

            T left = T.Fma(x, apexY, -(y * apexX)), right = T.Fma(y, otherX, -(fromB * apexY));
            nearest = T.IfLess(zero, T.Min(y, T.Min(left, right)), zero, nearest);
            T squared = T.Max(Set(bound), T.Fma(z, z, nearest));
            squared.Store(distances + i);
            near |= T.AtMost(squared, Set(limit)) << i;
        }
        return near;
    }

    /// <summary>The coordinate of a difference along an axis that stands in three rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Along(float* axis, T x, T y, T z) =>
        T.Fma(T.Load(axis), x, T.Fma(T.Load(axis + Width), y, T.Load(axis + (2 * Width)) * z));

    /// <summary>Puts children on the stack, the nearest last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Push(ulong* stack, int top, uint near, float* distances, int* children)
    {
        int first = top + 1;
        for (; near != 0; near &= near - 1)
        {
            int i = BitOperations.TrailingZeroCount(near);
            ulong entry = ((ulong)BitConverter.SingleToUInt32Bits(distances[i]) << 32) | (uint)children[i];
            int at = ++top;
            for (; at > first && stack[at - 1] < entry; at--) stack[at] = stack[at - 1];
            stack[at] = entry;
        }
        return top;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(uint hits, float* distances, int* triangles, ref float squared, ref int triangle)
    {
        for (; hits != 0; hits &= hits - 1)
        {
            int i = BitOperations.TrailingZeroCount(hits);
            // −1 is the largest as an unsigned number.
            if (distances[i] < squared || (distances[i] == squared && (uint)triangles[i] < (uint)triangle))
                (squared, triangle) = (distances[i], triangles[i]);
        }
    }
}
