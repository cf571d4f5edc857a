using System.Diagnostics;
using System.Globalization;

namespace NeuralFields.Testing;

/// <summary>
/// Feeds a reader mutations of sound files. A mutation must be read or refused with <see cref="InputException"/>, in
/// bounded time and memory; anything else fails with the two numbers that replay it.
/// </summary>
public static class Fuzz
{
    private const int DefaultCount = 2_000;

    // Generous: the machine may be busy with other tests. A hang is still found.
    private static readonly TimeSpan s_timeBound = TimeSpan.FromSeconds(10);

    /// <summary>Mutations per reader: the environment variable NF_FUZZ_COUNT, else 2,000.</summary>
    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("NF_FUZZ_COUNT"), CultureInfo.InvariantCulture, out int count)
            ? count : DefaultCount;

    /// <summary>Runs <see cref="Count"/> mutations and returns one line that says what became of them.</summary>
    /// <param name="name">What is read, for messages.</param>
    /// <param name="seeds">Sound files, taken in turn.</param>
    /// <param name="read">The reader under test.</param>
    /// <param name="allocationBound">Bytes the reader may allocate in all for a file.</param>
    /// <param name="mutate">Makes one mutation of a file; null for <see cref="Mutation.Of"/>.</param>
    /// <param name="seed">Chooses the sequence.</param>
    public static string Run(
        string name, IReadOnlyList<byte[]> seeds, Action<byte[]> read, Func<byte[], long> allocationBound,
        Func<byte[], ulong, int, byte[]>? mutate = null, ulong seed = 1)
    {
        Session session = new(seeds, read, allocationBound, mutate ?? Mutate, seed);
        Stopwatch clock = Stopwatch.StartNew();
        Thread worker = new(session.Work) { IsBackground = true };
        worker.Start();
        // A thread cannot be stopped from outside: one that hangs is left behind, and the test fails.
        while (!worker.Join(TimeSpan.FromMilliseconds(200)))
            if (session.SinceBegin > s_timeBound)
                throw Failed(name, seed, session.Index, new TimeoutException($"it took longer than {s_timeBound}"));
        if (session.Failure is not null) throw Failed(name, seed, session.Index, session.Failure);
        return string.Create(CultureInfo.InvariantCulture,
            $"{name}: {Count} mutations (seed {seed}) in {clock.Elapsed.TotalSeconds:f1} s: ") +
            session.Summary;
    }

    private static byte[] Mutate(byte[] file, ulong seed, int index) => Mutation.Of(file, seed, index);

    private static InvalidOperationException Failed(string name, ulong seed, int index, Exception cause) =>
        new($"{name}: mutation {index} of seed {seed}: {cause.GetType().Name}: {cause.Message}", cause);

    /// <summary>The mutations of one run; worked by one thread and watched by another.</summary>
    private sealed class Session(
        IReadOnlyList<byte[]> seeds, Action<byte[]> read, Func<byte[], long> allocationBound,
        Func<byte[], ulong, int, byte[]> mutate, ulong seed)
    {
        private long _begin = Stopwatch.GetTimestamp();
        private int _index, _refused;
        private long _largest;

        public int Index => Volatile.Read(ref _index);

        public TimeSpan SinceBegin => Stopwatch.GetElapsedTime(Volatile.Read(ref _begin));

        /// <summary>What ended the work early; read once the thread has ended.</summary>
        public Exception? Failure { get; private set; }

        public string Summary => string.Create(CultureInfo.InvariantCulture,
            $"{Count - _refused} read, {_refused} refused, largest allocation {_largest:n0} bytes.");

        public void Work()
        {
            try
            {
                for (int index = 0; index < Count; index++) Try(index);
            }
            catch (Exception e)
            {
                Failure = e;
            }
        }

        private void Try(int index)
        {
            byte[] file = mutate(seeds[index % seeds.Count], seed, index);
            Volatile.Write(ref _index, index);
            Volatile.Write(ref _begin, Stopwatch.GetTimestamp());
            long before = GC.GetAllocatedBytesForCurrentThread();
            if (!IsRead(file)) _refused++;
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            _largest = Math.Max(_largest, taken);
            if (taken > allocationBound(file))
                throw new InvalidOperationException(
                    $"{taken} bytes were allocated, expected at most {allocationBound(file)}.");
        }

        private bool IsRead(byte[] file)
        {
            try
            {
                read(file);
                return true;
            }
            catch (InputException e) when (!e.Message.AsSpan().ContainsAny('\n', '\r'))
            {
                return false;
            }
        }
    }
}
