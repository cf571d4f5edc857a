using System.Numerics;

namespace NeuralFields.Distances;

/// <summary>Runs batches of distances in chunks of a fixed size.</summary>
internal static unsafe class DistanceQueryKernel
{
    /// <summary>As <see cref="TriangleTree.Query"/>; signed where a test is given.</summary>
    public static void Run(
        TriangleTree tree, SignTest? sign, ReadOnlySpan<Vector3> points, Span<float> distances,
        Span<int> nearestTriangles, ReadOnlySpan<float> upperBounds, int threads)
    {
        Shape.Require(distances.Length, points.Length, "one per point");
        if (!nearestTriangles.IsEmpty) Shape.Require(nearestTriangles.Length, points.Length, "one per point");
        if (!upperBounds.IsEmpty) Shape.Require(upperBounds.Length, points.Length, "one per point");
        fixed (Vector3* place = points)
        fixed (float* distance = distances, bound = upperBounds)
        fixed (int* triangle = nearestTriangles)
        {
            Batch batch = new(tree, sign, points.Length, place, distance, triangle, bound);
            Chunks.For(batch.ChunkCount, threads, batch.Run);
        }
    }

    /// <summary>A batch whose memory is pinned for the time of its work.</summary>
    private sealed class Batch(
        TriangleTree tree, SignTest? sign, int count, Vector3* points, float* distances, int* triangles, float* bounds)
    {
        public int ChunkCount => (count + QueryChunk.Capacity - 1) / QueryChunk.Capacity;

        public void Run(int index)
        {
            int start = index * QueryChunk.Capacity, length = Math.Min(QueryChunk.Capacity, count - start);
            if (!tree.Chunks.TryTake(out QueryChunk? chunk)) chunk = new();
            chunk.Run(
                tree, sign, new(points + start, length),
                bounds == null ? default : new(bounds + start, length),
                new(distances + start, length),
                triangles == null ? default : new(triangles + start, length));
            tree.Chunks.Add(chunk);
        }
    }
}
