namespace NeuralFields.IO.Jpeg;

/// <summary>Visits the blocks of a scan in the order of their codes, restart by restart.</summary>
internal static class ScanWalk
{
    /// <summary>Decodes a scan.</summary>
    /// <remarks>T.81, A.2: a scan of one component goes over its own blocks, others over units of all.</remarks>
    public static void Run<TBlocks>(
        ref BitReader bits, FrameHeader frame, ScanHeader scan, int restartInterval, ref TBlocks blocks)
        where TBlocks : struct, IBlockDecoder
    {
        Component first = scan.Parts[0].Component;
        bool single = scan.Parts.Length == 1;
        int wide = single ? first.BlocksWide : frame.UnitsWide, high = single ? first.BlocksHigh : frame.UnitsHigh;
        int left = restartInterval, restarts = 0;
        for (int row = 0; row < high; row++)
            for (int column = 0; column < wide; column++)
            {
                if (restartInterval > 0 && left-- == 0)
                {
                    left = restartInterval - 1;
                    Restart(ref bits, scan, restarts++, ref blocks);
                }
                if (bits.Exhausted) continue;
                if (single) blocks.Decode(ref bits, scan.Parts[0], row, column);
                else DecodeUnit(ref bits, scan, row, column, ref blocks);
            }
    }

    private static void Restart<TBlocks>(ref BitReader bits, ScanHeader scan, int restarts, ref TBlocks blocks)
        where TBlocks : struct, IBlockDecoder
    {
        bits.Restart(restarts & 7);
        foreach (ScanComponent part in scan.Parts) part.Predictor = 0;
        blocks.Restart();
    }

    private static void DecodeUnit<TBlocks>(
        ref BitReader bits, ScanHeader scan, int row, int column, ref TBlocks blocks)
        where TBlocks : struct, IBlockDecoder
    {
        foreach (ScanComponent part in scan.Parts)
        {
            int across = part.Component.Horizontal, down = part.Component.Vertical;
            for (int y = 0; y < down; y++)
                for (int x = 0; x < across; x++)
                    blocks.Decode(ref bits, part, (row * down) + y, (column * across) + x);
        }
    }
}
