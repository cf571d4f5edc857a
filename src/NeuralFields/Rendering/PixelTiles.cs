namespace NeuralFields.Rendering;

/// <summary>
/// The pixels of a picture tile by tile, so that consecutive ones see neighbouring parts of a scene and find them in
/// the cache.
/// </summary>
/// <param name="width">Pixels per row.</param>
/// <param name="height">Rows.</param>
public readonly struct PixelTiles(int width, int height)
{
    private const int Side = 16;

    /// <summary>The number y·width + x of the pixel at a place in the order.</summary>
    /// <param name="index">0 to width·height − 1.</param>
    public int Pixel(int index)
    {
        // A band of a very wide picture may hold more pixels than an int counts.
        int band = (int)(index / ((long)Side * width)), within = (int)(index % ((long)Side * width));
        int rows = Math.Min(Side, height - (band * Side));
        (int tile, within) = Math.DivRem(within, Side * rows);
        int columns = Math.Min(Side, width - (tile * Side));
        (int y, int x) = Math.DivRem(within, columns);
        return (((band * Side) + y) * width) + (tile * Side) + x;
    }
}
