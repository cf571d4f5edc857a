using System.Numerics;

namespace NeuralFields.Distances;

/// <summary>Runs batches of neighbour searches in chunks of a fixed size.</summary>
internal static unsafe class PointQueryKernel
{
    /// <summary>As <see cref="PointTree.Neighbours"/>.</summary>
    public static void Run(
        PointTree tree, ReadOnlySpan<Vector3> places, int k, Span<float> distances, Span<int> neighbours, int threads)
    {
        Shape.Require(distances.Length, checked(places.Length * k), "k per place");
        if (!neighbours.IsEmpty) Shape.Require(neighbours.Length, places.Length * k, "k per place");
        fixed (Vector3* place = places)
        fixed (float* distance = distances)
        fixed (int* neighbour = neighbours)
        {
            Batch batch = new(tree, places.Length, place, k, distance, neighbour);
            Chunks.For(Count(places.Length), threads, batch.Run);
        }
    }

    /// <summary>As <see cref="PointTree.NeighbourDistances"/>.</summary>
    public static void RunSpacing(PointTree tree, int k, Span<float> distances, int threads)
    {
        Shape.Require(distances.Length, tree.Count, "one per point");
        fixed (float* distance = distances)
        {
            Spacing spacing = new(tree, k, distance);
            Chunks.For(Count(tree.Count), threads, spacing.Run);
        }
    }

    private static int Count(int places) => (places + NeighbourChunk.Capacity - 1) / NeighbourChunk.Capacity;

    private static NeighbourChunk Take(PointTree tree)
        => tree.Chunks.TryTake(out NeighbourChunk? chunk) ? chunk : new();

    /// <summary>A batch whose memory is pinned for the time of its work.</summary>
    private sealed class Batch(PointTree tree, int count, Vector3* places, int k, float* distances, int* neighbours)
    {
        public void Run(int index)
        {
            int start = index * NeighbourChunk.Capacity, length = Math.Min(NeighbourChunk.Capacity, count - start);
            NeighbourChunk chunk = Take(tree);
            long first = (long)start * k;
            chunk.Run(
                tree, chunk.Scale(tree, new(places + start, length)), k, k, new(distances + first, length * k),
                neighbours == null ? default : new(neighbours + first, length * k));
            tree.Chunks.Add(chunk);
        }
    }

    /// <summary>The points of a tree among themselves: the first found is the point or one that coincides.</summary>
    private sealed class Spacing(PointTree tree, int k, float* distances)
    {
        public void Run(int index)
        {
            int start = index * NeighbourChunk.Capacity;
            int length = Math.Min(NeighbourChunk.Capacity, tree.Count - start);
            NeighbourChunk chunk = Take(tree);
            chunk.Run(
                tree, tree.Positions.AsSpan(start, length), k + 1, 1, new(distances + start, length), default);
            tree.Chunks.Add(chunk);
        }
    }
}
