using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

internal sealed unsafe partial class TreeKernelOf<T>
{
    /// <inheritdoc/>
    [SkipLocalsInit]
    public override int NearestPoints(
        PointBlocks tree, Vector3 place, float squaredBound, Span<float> squared, Span<int> points)
    {
        float* boxes = tree.Boxes.Pointer, places = tree.Places.Pointer;
        int* children = tree.Children.Pointer, items = tree.Items.Pointer;
        ulong* stack = stackalloc ulong[TreeNodes.StackLength];
        float* distances = stackalloc float[Width];
        T x = Set(place.X), y = Set(place.Y), z = Set(place.Z);
        int found = 0, top = 0;
        stack[0] = 0;
        while (top >= 0)
        {
            ulong entry = stack[top--];
            float bound = BitConverter.UInt32BitsToSingle((uint)(entry >> 32));
            if (bound > squaredBound) continue;
            int child = (int)entry;
            if (child >= 0)
            {
                uint near = Boxes(boxes + (child * TreeNodes.BoxRows * Width), x, y, z, squaredBound, distances);
                top = Push(stack, top, near, distances, children + (child * Width));
                continue;
            }
            float* leaf = places + (~child * PointBlocks.PlaceRows * Width);
            uint hits = Points(leaf, x, y, z, bound, squaredBound, distances);
            for (; hits != 0; hits &= hits - 1)
            {
                int i = BitOperations.TrailingZeroCount(hits);
                found = Insert(distances[i], items[(~child * Width) + i], squared, points, found);
                if (found == squared.Length) squaredBound = MathF.Min(squaredBound, squared[^1]);
            }
        }
        return found;
    }

    /// <summary>Squared distances to 16 points, and a bit for each within the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Points(float* row, T x, T y, T z, float bound, float limit, float* distances)
    {
        uint near = 0;
        for (int i = 0; i < Width; i += T.Width, row += T.Width)
        {
            T dx = T.Load(row) - x, dy = T.Load(row + Width) - y, dz = T.Load(row + (2 * Width)) - z;
            // The order of the arguments lets NaN, a missing point, through.
            T squared = T.Max(Set(bound), T.Fma(dx, dx, T.Fma(dy, dy, dz * dz)));
            squared.Store(distances + i);
            near |= T.AtMost(squared, Set(limit)) << i;
        }
        return near;
    }

    /// <summary>Keeps the nearest in ascending order, equal distances by number; returns how many there are.</summary>
    private static int Insert(float distance, int point, Span<float> squared, Span<int> points, int found)
    {
        int at = found;
        for (; at > 0; at--)
        {
            bool after = squared[at - 1] < distance || (squared[at - 1] == distance && points[at - 1] < point);
            if (after) break;
            if (at < squared.Length) (squared[at], points[at]) = (squared[at - 1], points[at - 1]);
        }
        if (at < squared.Length) (squared[at], points[at]) = (distance, point);
        return Math.Min(found + 1, squared.Length);
    }
}
