using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace NeuralFields.Backends.Cpu;

/// <summary>Work that is cut into numbered items. Which worker runs an item must not change its result.</summary>
internal interface IParallelWork
{
    /// <summary>Runs one item.</summary>
    /// <param name="item">The item's number.</param>
    /// <param name="worker">The running worker's number, for scratch memory.</param>
    void Run(int item, int worker);
}

/// <summary>
/// A fixed set of threads that claim items one by one. The calling thread works too. Workers spin between regions of
/// work, since regions follow each other within microseconds while training, and sleep when nothing comes.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    // 2-party hand-over costs 0.4 µs spinning and 7 µs (and garbage) with Parallel.For.
    private const int Spins = 2000, Yields = 200;

    private readonly Thread[] _threads;
    private readonly ManualResetEventSlim _wake = new(false, 0);
    private Counters _counters;
    private IParallelWork? _work;
    private int _itemCount;
    private ExceptionDispatchInfo? _failure;
    private volatile bool _stopping;

    /// <summary>Fields that threads write, each on cache lines of its own (neighbours cost up to twice the time).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 640)]
    private struct Counters
    {
        [FieldOffset(128)] public int Generation;
        [FieldOffset(256)] public int NextItem;
        [FieldOffset(384)] public int Running;
        [FieldOffset(512)] public int Sleeping;
    }

    public WorkerPool(int threads)
    {
        Count = Math.Max(1, threads);
        _threads = new Thread[Count - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _threads[i] = new Thread(() => Loop(worker)) { IsBackground = true, Name = $"nf worker {worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>Workers, the calling thread included.</summary>
    public int Count { get; }

    /// <summary>Runs all items and returns when the last is done. An exception in an item is thrown here.</summary>
    public void Run(IParallelWork work, int items)
    {
        if (items <= 0) return;
        if (_threads.Length == 0 || items == 1)
        {
            for (int i = 0; i < items; i++) work.Run(i, 0);
            return;
        }
        (_work, _itemCount, _failure) = (work, items, null);
        Volatile.Write(ref _counters.NextItem, 0);
        Volatile.Write(ref _counters.Running, _threads.Length);
        Interlocked.Increment(ref _counters.Generation);
        if (Volatile.Read(ref _counters.Sleeping) > 0) _wake.Set();
        Claim(0);
        SpinWait wait = default;
        while (Volatile.Read(ref _counters.Running) != 0) Pause(ref wait);
        _wake.Reset();
        _work = null;
        _failure?.Throw();
    }

    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        foreach (Thread thread in _threads) thread.Join();
        _wake.Dispose();
    }

    private void Claim(int worker)
    {
        IParallelWork work = _work!;
        int items = _itemCount;
        try
        {
            for (int item; (item = Interlocked.Increment(ref _counters.NextItem) - 1) < items;) work.Run(item, worker);
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
        }
    }

    private void Loop(int worker)
    {
        int seen = 0;
        while (true)
        {
            if (!AwaitGeneration(seen)) return;
            seen++;
            Claim(worker);
            Interlocked.Decrement(ref _counters.Running);
        }
    }

    /// <summary>Waits until a region after the seen one begins; false when the pool is stopping.</summary>
    private bool AwaitGeneration(int seen)
    {
        for (int i = 0; Volatile.Read(ref _counters.Generation) == seen; i++)
        {
            if (_stopping) return false;
            if (i < Spins) Thread.SpinWait(10);
            else if (i < Spins + Yields) Thread.Yield();
            else Sleep(seen);
        }
        return true;
    }

    private void Sleep(int seen)
    {
        Interlocked.Increment(ref _counters.Sleeping);
        if (Volatile.Read(ref _counters.Generation) == seen && !_stopping) _wake.Wait(TimeSpan.FromMilliseconds(50));
        Interlocked.Decrement(ref _counters.Sleeping);
    }

    private static void Pause(ref SpinWait wait)
    {
        if (wait.Count < 100) Thread.SpinWait(10);
        else Thread.Yield();
        wait.SpinOnce(sleep1Threshold: -1);
    }
}
