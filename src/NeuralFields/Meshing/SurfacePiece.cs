using System.Buffers;
using System.Numerics;

namespace NeuralFields.Meshing;

/// <summary>
/// The surface in a run of layers. Vertices on edges are numbered from 0; numbers past <see cref="CrossingCount"/> are
/// the first vertices of the next piece, those below 0 (−1, −2, …) the vertices inside cubes.
/// </summary>
internal sealed class SurfacePiece : IDisposable
{
    private const int FirstCapacity = 1 << 12;

    /// <summary>Vertices on edges; valid up to <see cref="CrossingCount"/>.</summary>
    public EdgeCrossing[] Crossings = ArrayPool<EdgeCrossing>.Shared.Rent(FirstCapacity);

    /// <summary>Vertices of triangles; valid up to <see cref="IndexCount"/>.</summary>
    public int[] Indices = ArrayPool<int>.Shared.Rent(FirstCapacity);

    /// <summary>Vertices on edges so far.</summary>
    public int CrossingCount;

    /// <summary>Vertex numbers so far, three per triangle.</summary>
    public int IndexCount;

    /// <summary>Per vertex inside a cube, where the triangles around it begin in the indices, and how many they are.</summary>
    public List<(int FirstIndex, int TriangleCount)> Centers { get; } = [];

    /// <summary>Makes room for more vertices on edges.</summary>
    public void ReserveCrossings(int count) => Reserve(ref Crossings, CrossingCount, count);

    /// <summary>Makes room for more vertex numbers.</summary>
    public void ReserveIndices(int count) => Reserve(ref Indices, IndexCount, count);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        ArrayPool<EdgeCrossing>.Shared.Return(Crossings);
        ArrayPool<int>.Shared.Return(Indices);
        (Crossings, Indices) = ([], []);
    }

    private static void Reserve<T>(ref T[] array, int used, int more)
    {
        if (array.Length - used >= more) return;
        int capacity = (int)Math.Min(Array.MaxLength, BitOperations.RoundUpToPowerOf2((uint)checked(used + more)));
        T[] larger = ArrayPool<T>.Shared.Rent(capacity);
        Array.Copy(array, larger, used);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }
}
