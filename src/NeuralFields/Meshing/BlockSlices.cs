namespace NeuralFields.Meshing;

/// <summary>Slices of a grid of which some blocks have values; elsewhere stands the largest or the least number.</summary>
internal sealed class BlockSlices(SampleGrid grid, BlockTree tree, BlockValues values) : IGridSlices
{
    public ReadOnlySpan<float> Slice(int z, Span<float> scratch)
    {
        for (int y = 0; y < grid.CountY; y++) FillRow(y, z, scratch.Slice(y * grid.CountX, grid.CountX));
        return scratch;
    }

    private void FillRow(int y, int z, Span<float> row)
    {
        for (int node = 0; node < tree.Nodes.X; node++)
        {
            int first = node * BlockTree.NodePlaces, count = Math.Min(BlockTree.NodePlaces, grid.CountX - first);
            int entry = tree.NodeAt(node, y / BlockTree.NodePlaces, z / BlockTree.NodePlaces);
            if (entry < 0) row.Slice(first, count).Fill(Number(entry));
            else FillBlocks(entry, y, z, row.Slice(first, count));
        }
    }

    private void FillBlocks(int firstBlock, int y, int z, Span<float> row)
    {
        int offset = BlockTree.BlockSide * (((z % BlockTree.BlockSide) * BlockTree.BlockSide) + (y % BlockTree.BlockSide));
        for (int x = 0; x < row.Length; x += BlockTree.BlockSide)
        {
            int block = tree.BlockOf(
                firstBlock, x / BlockTree.BlockSide, y / BlockTree.BlockSide, z / BlockTree.BlockSide);
            Span<float> part = row[x..Math.Min(x + BlockTree.BlockSide, row.Length)];
            if (block < 0) part.Fill(Number(block));
            else values[block].Slice(offset, part.Length).CopyTo(part);
        }
    }

    private static float Number(int side) => side == BlockTree.Inside ? float.MinValue : float.MaxValue;
}
