namespace NeuralFields.Rendering.Surfaces;

/// <summary>Runs loops over rays on several threads, in chunks of a fixed size.</summary>
/// <param name="threads">Threads that may work at once, at least 1.</param>
internal sealed class RayChunks(int threads)
{
    private const int ChunkSize = 2048;

    private readonly ParallelOptions _options = new() { MaxDegreeOfParallelism = threads };

    /// <summary>Runs the body over 0 … count − 1 cut into ranges.</summary>
    /// <param name="count">Rays.</param>
    /// <param name="body">Called with the first ray and the one after the last; each ray is its own.</param>
    public void Run(int count, Action<int, int> body)
    {
        int chunks = (count + ChunkSize - 1) / ChunkSize;
        if (chunks <= 1 || threads == 1) body(0, count);
        else Parallel.For(0, chunks, _options, c => body(c * ChunkSize, Math.Min(count, (c + 1) * ChunkSize)));
    }
}
