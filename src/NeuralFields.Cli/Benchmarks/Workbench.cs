using NeuralFields.Backends.Cpu;
using NeuralFields.Numerics;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>What the cases of a group share: lane width, numbers of threads, and the memory they take.</summary>
/// <param name="width">Lanes per vector.</param>
/// <param name="threads">All threads that are asked for.</param>
internal sealed class Workbench(LaneWidth width, int threads) : IDisposable
{
    private readonly Dictionary<int, CpuBackend> _backends = [];
    private readonly List<IDisposable> _kept = [];

    /// <summary>Lanes per vector.</summary>
    public LaneWidth Width => width;

    /// <summary>One thread, and all of them where that is more.</summary>
    public IReadOnlyList<int> ThreadCounts { get; } = threads == 1 ? [1] : [1, threads];

    /// <summary>The backend with that many threads.</summary>
    public CpuBackend Backend(int threadCount)
        => _backends.TryGetValue(threadCount, out CpuBackend? backend)
            ? backend
            : _backends[threadCount] = new CpuBackend(threadCount, width);

    /// <summary>Keeps something until the group is measured.</summary>
    public T Keep<T>(T item) where T : IDisposable
    {
        _kept.Add(item);
        return item;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int i = _kept.Count - 1; i >= 0; i--) _kept[i].Dispose(); // runs before their programs
        foreach (CpuBackend backend in _backends.Values) backend.Dispose();
    }
}
