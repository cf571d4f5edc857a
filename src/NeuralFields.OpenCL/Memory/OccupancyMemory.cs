using NeuralFields.Volumes;

namespace NeuralFields.OpenCL.Memory;

/// <summary>What is known of the density in each cell, on the device, and the bits that rays are marched by.</summary>
internal sealed class OccupancyMemory : IDisposable
{
    private const int Parts = 1024; // of the sum over the finest cascade

    private readonly RayMemory _memory;
    private readonly BatchEvaluator _density;
    private readonly ClProgram _program;
    private readonly ClSession _session;
    private readonly ClBuffer _known, _lasts, _befores, _sums, _threshold, _cells, _count;
    private readonly int _cascades, _usualCount;

    /// <summary>Cells of which nothing is known.</summary>
    /// <param name="session">The device.</param>
    /// <param name="program">The kernels of rays.</param>
    /// <param name="memory">Room for coordinates and densities.</param>
    /// <param name="density">The field's density.</param>
    /// <param name="cascades">Nested cubes.</param>
    /// <param name="usualCount">Cells that are looked into at once.</param>
    public OccupancyMemory(
        ClSession session, ClProgram program, RayMemory memory, BatchEvaluator density, int cascades, int usualCount)
    {
        (_session, _program, _memory, _density) = (session, program, memory, density);
        (_cascades, _usualCount) = (cascades, usualCount);
        _known = ClBuffer.Of<float>(session, CellCount);
        _known.Fill(BitConverter.SingleToInt32Bits(OccupancyRule.Unseen));
        _lasts = ClBuffer.Of<int>(session, CellCount);
        _lasts.Fill(-1);
        _befores = ClBuffer.Of<int>(session, memory.Capacity);
        Bits = ClBuffer.Of<uint>(session, CellCount / 32);
        Bits.Fill(-1);
        Blocks = ClBuffer.Of<int>(session, CellCount / (64 * 64));
        Blocks.Fill(1);
        _sums = ClBuffer.Of<float>(session, 2 * Parts);
        _threshold = ClBuffer.Of<float>(session, 1);
        _cells = ClBuffer.Of<int>(session, memory.Capacity);
        _count = ClBuffer.Of<int>(session, 1);
    }

    /// <summary>Cells of all cascades.</summary>
    public int CellCount => _cascades * OccupancyBits.CellsPerCascade;

    /// <summary>[cells / 32] words.</summary>
    public ClBuffer Bits { get; }

    /// <summary>[blocks] whether any cell of 16³ may hold something.</summary>
    public ClBuffer Blocks { get; }

    /// <summary>Looks into cells and renews the bits where a step is due for it.</summary>
    public void Update(long step)
    {
        if (!OccupancyRule.IsDue(step)) return;
        int sweep = OccupancyRule.IsSweep(step) ? 1 : 0, count = sweep == 1 ? CellCount / 8 : _usualCount;
        for (int first = 0; first < count; first += _memory.Capacity)
            Look(first, Math.Min(_memory.Capacity, count - first), (int)step, sweep);
        Renew();
    }

    /// <summary>Takes the densities of marched samples into account.</summary>
    public void Learn()
    {
        for (int settles = 0; settles < 2; settles++)
            _program["look_marched"]
                .With(_memory.Rays, _memory.Distances, _memory.Stretches, _memory.Counts, _memory.Starts,
                    _memory.Densities, _known, _lasts, _befores)
                .With(9, _memory.RayCount).With(10, settles).RunOver(_memory.RayCount);
    }

    /// <summary>[cells] what is known of each.</summary>
    public float[] Known()
    {
        float[] known = new float[CellCount];
        _known.Read<float>(known);
        return known;
    }

    /// <summary>Values, negated where the bit is off.</summary>
    public float[] Save()
    {
        float[] saved = Known();
        uint[] bits = new uint[CellCount / 32];
        Bits.Read<uint>(bits);
        for (int cell = 0; cell < saved.Length; cell++)
            if ((bits[cell >> 5] >> (cell & 31) & 1) == 0) saved[cell] = -saved[cell];
        return saved;
    }

    /// <summary>Takes over what <see cref="Save"/> gave.</summary>
    public void Restore(ReadOnlySpan<float> saved)
    {
        float[] known = new float[saved.Length];
        for (int cell = 0; cell < known.Length; cell++) known[cell] = MathF.Abs(saved[cell]);
        _known.Write<float>(known);
        Bits.Write(OccupancyBits.Of(saved).Bricks);
        _program["gather_blocks"].With(Bits, Blocks).RunOver(CellCount / (64 * 64));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ClBuffer buffer in (ClBuffer[])[_known, _lasts, _befores, Bits, Blocks, _sums, _threshold, _cells, _count])
            buffer.Dispose();
    }

    private void Look(int first, int count, int step, int sweep)
    {
        _program["choose"].With(Bits, _cells, _memory.Coordinates)
            .With(3, count).With(4, first).With(5, step).With(6, sweep).RunOver(count);
        _count.Fill(count);
        _density.Run(_memory.Coordinates, _memory.Densities, _count, count);
        if (sweep == 1)
            _program["look_swept"].With(_cells, _memory.Densities, _known).With(3, count).RunOver(count);
        for (int settles = sweep * 2; settles < 2; settles++)
            _program["look_chosen"].With(_cells, _memory.Densities, _known, _lasts, _befores)
                .With(5, count).With(6, settles).RunOver(count);
    }

    private void Renew()
    {
        _program["measure"].With(_known, _sums).With(2, OccupancyBits.CellsPerCascade / Parts).RunOver(Parts);
        _program["judge"].With(_sums, _threshold).With(2, Parts).Run(1, 1);
        _program["renew"].With(_known, Bits, _threshold).RunOver(CellCount / 32);
        for (int cascade = 1; cascade < _cascades; cascade++)
            _program["add_finer"].With(Bits).With(1, cascade).RunOver(16 * 16 * 16);
        _program["gather_blocks"].With(Bits, Blocks).RunOver(CellCount / (64 * 64));
    }
}
