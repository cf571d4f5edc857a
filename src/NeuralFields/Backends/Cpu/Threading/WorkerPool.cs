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

    /// <summary>The item number of a region that hands out no more items.</summary>
    private const uint Closed = int.MaxValue;

    private readonly Thread[] _threads;
    private readonly ManualResetEventSlim _wake = new(false, 0);
    private Counters _counters;
    private IParallelWork? _work;
    private int _itemCount;
    private ExceptionDispatchInfo? _failure;
    private volatile bool _stopping;

    /// <summary>Fields that threads write, each on cache lines of its own (neighbours cost up to twice the time).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Counters
    {
        /// <summary>
        /// The region's number above, the next item below. A claim is one compare-and-swap of both, so that a thread
        /// that comes late can never take an item of a region it has not seen, and nobody has to wait for it.
        /// </summary>
        [FieldOffset(128)] public ulong Next;
        [FieldOffset(256)] public int Done;
        [FieldOffset(384)] public int Sleeping;
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
        Volatile.Write(ref _counters.Done, 0);
        ulong region = ((_counters.Next >> 32) + 1) << 32;
        Interlocked.Exchange(ref _counters.Next, region);
        if (Volatile.Read(ref _counters.Sleeping) > 0) _wake.Set();
        Claim(0);
        for (int i = 0; Volatile.Read(ref _counters.Done) != items; i++)
            if (i < Spins) Thread.SpinWait(10);
            else Thread.Yield();
        Interlocked.Exchange(ref _counters.Next, region | Closed);
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

    /// <summary>Runs items of the present region until none is left.</summary>
    private void Claim(int worker)
    {
        while (true)
        {
            ulong next = Volatile.Read(ref _counters.Next);
            uint item = (uint)next;
            // Work and count belong to the region if the swap succeeds: they change only while it is closed.
            IParallelWork? work = _work;
            if (item >= (uint)_itemCount || work is null) return;
            if (Interlocked.CompareExchange(ref _counters.Next, next + 1, next) != next) continue;
            try
            {
                work.Run((int)item, worker);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
            }
            Interlocked.Increment(ref _counters.Done);
        }
    }

    private void Loop(int worker)
    {
        for (uint seen = 0; AwaitRegion(seen); Claim(worker)) seen = (uint)(Volatile.Read(ref _counters.Next) >> 32);
    }

    /// <summary>Waits until a region after the seen one begins; false when the pool is stopping.</summary>
    private bool AwaitRegion(uint seen)
    {
        for (int i = 0; (uint)(Volatile.Read(ref _counters.Next) >> 32) == seen; i++)
        {
            if (_stopping) return false;
            if (i < Spins) Thread.SpinWait(10);
            else if (i < Spins + Yields) Thread.Yield();
            else Sleep(seen);
        }
        return true;
    }

    private void Sleep(uint seen)
    {
        Interlocked.Increment(ref _counters.Sleeping);
        if ((uint)(Volatile.Read(ref _counters.Next) >> 32) == seen && !_stopping) _wake.Wait(TimeSpan.FromMilliseconds(50));
        Interlocked.Decrement(ref _counters.Sleeping);
    }
}
