using System.Numerics;

namespace NeuralFields.Meshing;

/// <summary>Values of the blocks that have slots, evaluated in the order of the slots.</summary>
internal sealed class BlockValues(SampleGrid grid, BlockTree tree, FieldProbe probe)
{
    private const int BlocksPerChunk = FieldProbe.BatchSize / BlockTree.BlockVolume;

    private readonly List<float[]> _chunks = [];
    private readonly Vector3[] _places = new Vector3[FieldProbe.BatchSize];

    /// <summary>Blocks evaluated so far.</summary>
    public int Count { get; private set; }

    /// <summary>[z, y, x] the values of a block.</summary>
    public ReadOnlySpan<float> this[int slot]
        => _chunks[slot / BlocksPerChunk].AsSpan(
            slot % BlocksPerChunk * BlockTree.BlockVolume, BlockTree.BlockVolume);

    /// <summary>Evaluates the blocks that have got slots since the last call.</summary>
    public void Evaluate()
    {
        while (Count < tree.Slots.Count)
        {
            int first = Count % BlocksPerChunk, blocks = Math.Min(BlocksPerChunk - first, tree.Slots.Count - Count);
            if (first == 0) _chunks.Add(GC.AllocateUninitializedArray<float>(FieldProbe.BatchSize));
            for (int i = 0; i < blocks; i++)
                FillPlaces(tree.Slots[Count + i], _places.AsSpan(i * BlockTree.BlockVolume, BlockTree.BlockVolume));
            int values = blocks * BlockTree.BlockVolume;
            probe.Evaluate(
                _places.AsSpan(0, values), _chunks[^1].AsSpan(first * BlockTree.BlockVolume, values));
            Count += blocks;
        }
    }

    /// <summary>Places past the grid's end, which nobody reads, repeat the last: the field may end there.</summary>
    private void FillPlaces(BlockPlace block, Span<Vector3> places)
    {
        int i = 0;
        for (int z = 0; z < BlockTree.BlockSide; z++)
            for (int y = 0; y < BlockTree.BlockSide; y++)
                for (int x = 0; x < BlockTree.BlockSide; x++)
                    places[i++] = grid.Place(
                        Math.Min(grid.CountX - 1, (block.X * BlockTree.BlockSide) + x),
                        Math.Min(grid.CountY - 1, (block.Y * BlockTree.BlockSide) + y),
                        Math.Min(grid.CountZ - 1, (block.Z * BlockTree.BlockSide) + z));
    }
}
