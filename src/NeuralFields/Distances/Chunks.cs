namespace NeuralFields.Distances;

/// <summary>Numbered pieces of work on several threads; which thread runs a piece must not change its result.</summary>
internal static class Chunks
{
    /// <summary>Runs pieces 0 … count−1.</summary>
    /// <param name="count">How many.</param>
    /// <param name="threads">Threads to use; 0 for one per processor.</param>
    /// <param name="run">Runs one.</param>
    public static void For(int count, int threads, Action<int> run)
    {
        if (threads <= 0) threads = Environment.ProcessorCount;
        if (threads > 1 && count > 1)
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, run);
            return;
        }
        for (int i = 0; i < count; i++) run(i);
    }
}
