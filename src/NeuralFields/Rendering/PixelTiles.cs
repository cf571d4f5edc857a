namespace NeuralFields.Rendering;

/// <summary>
/// The pixels of a picture tile by tile, so that consecutive ones see neighbouring parts of a scene and find them in
/// the cache.
/// </summary>
/// <param name="width">Pixels per row.</param>
/// <param name="height">Rows.</param>
internal readonly struct PixelTiles(int width, int height)
{
    private const int Side = 16;

    /// <summary>Column and row of the pixel at a place in the order.</summary>
    /// <param name="index">0 to width·height − 1.</param>
    public (int X, int Y) this[long index]
    {
        get
        {
            (long band, long within) = Math.DivRem(index, (long)Side * width);
            int rows = (int)Math.Min(Side, height - (band * Side));
            (long tile, within) = Math.DivRem(within, (long)Side * rows);
            int columns = (int)Math.Min(Side, width - (tile * Side));
            (long y, long x) = Math.DivRem(within, columns);
            return ((int)((tile * Side) + x), (int)((band * Side) + y));
        }
    }
}
