namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The uses of every kernel in a batch where it has a value, in the order of its samples: a counting sort by kernel. With it each kernel's
/// gradient is a sum that one worker makes in that order.
/// </summary>
internal sealed unsafe class KernelUses(RadialTables tables, FieldPlan plan)
{
    private readonly int[] _first = new int[tables.Kernels + 1];
    // The values are those before kernels move.
    private readonly bool _isMobile = tables.Adjustments is not null;
    private KernelUse[] _uses = [];

    /// <summary>The uses of a kernel.</summary>
    public ReadOnlySpan<KernelUse> this[int kernel] => _uses.AsSpan(_first[kernel], _first[kernel + 1] - _first[kernel]);

    /// <summary>Sorts a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="step">Its step.</param>
    public void Sort(TileBatch batch, long step)
    {
        Array.Clear(_first);
        int total = 0, tiles = batch.TilesOf(step);
        for (int tile = 0; tile < tiles; tile++) total += Count(batch, step, tile);
        if (_uses.Length < total) _uses = new KernelUse[total];
        for (int k = 1; k < _first.Length; k++) _first[k] += _first[k - 1];
        for (int tile = tiles - 1; tile >= 0; tile--) Place(batch, step, tile);
    }

    private int Count(TileBatch batch, long step, int tile)
    {
        int columns = batch.ColumnsOf(step, tile), count = 0;
        for (int k = 0; k < tables.Neighbors; k++)
        {
            int* numbers = Numbers(batch, step, tile, k);
            float* values = ValuesOf(numbers);
            for (int t = 0; t < columns; t++)
            {
                if (values[t] == 0 && !_isMobile) continue;
                _first[numbers[t]]++;
                count++;
            }
        }
        return count;
    }

    /// <summary>Fills from the end, so that <see cref="_first"/> turns from ends into beginnings.</summary>
    private void Place(TileBatch batch, long step, int tile)
    {
        for (int t = batch.ColumnsOf(step, tile) - 1; t >= 0; t--)
            for (int k = tables.Neighbors - 1; k >= 0; k--)
            {
                int* number = Numbers(batch, step, tile, k) + t;
                if (*ValuesOf(number) == 0 && !_isMobile) continue;
                int row = (tile * plan.BasisRows) + tables.Basis.First + tables.Neighbors + k;
                int record = (((tile * plan.RecordLength) + tables.RecordFirst) * plan.Stride) + (t * tables.Columns);
                _uses[--_first[*number]] = new((row * plan.Stride) + t, record);
            }
    }

    private float* ValuesOf(int* numbers) => (float*)numbers + ((nint)tables.Neighbors * plan.Stride);

    private int* Numbers(TileBatch batch, long step, int tile, int neighbor)
        => (int*)batch.Basis(step, tile) + ((nint)(tables.Basis.First + neighbor) * plan.Stride);
}
