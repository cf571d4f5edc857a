using NeuralFields.Fields;
using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>The managed SIMD backend: always there, deterministic, and the judge of the others.</summary>
/// <remarks>
/// Same input, seed and settings give the same bits for any number of threads. Between lane widths results differ by
/// rounding.
/// </remarks>
public sealed class CpuBackend : IBackend
{
    private readonly WorkerPool _pool;
    private readonly LaneWidth _width;

    /// <summary>Starts the workers.</summary>
    /// <param name="threads">Threads that compute; 0 means one per processor.</param>
    /// <param name="width">Lanes per vector; null means the widest the processor is fast at.</param>
    /// <exception cref="InputException">The number of threads is out of range.</exception>
    public CpuBackend(int threads = 0, LaneWidth? width = null)
    {
        if (threads is < 0 or > 1024)
            throw new InputException($"threads is {threads}, expected 0 (one per processor) to 1024.");
        _width = width ?? LaneWidths.Best;
        _pool = new WorkerPool(threads == 0 ? Environment.ProcessorCount : threads);
        Info = new("cpu", $"managed SIMD, {(int)_width} lanes, {_pool.Count} threads", (int)_width, _pool.Count);
    }

    /// <inheritdoc/>
    public BackendInfo Info { get; }

    /// <summary>The most samples of a ray in training. Backends that are to agree with this one march as many.</summary>
    /// <param name="spec">A radiance field.</param>
    public static int MostRaySamples(FieldSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        using FieldPlan plan = new(spec, spec.Layout(), LaneWidths.Best);
        return plan.TileSize;
    }

    /// <inheritdoc/>
    public IFieldProgram Compile(FieldSpec spec) => new CpuProgram(spec, _pool, _width);

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();
}
