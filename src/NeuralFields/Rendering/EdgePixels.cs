using System.Numerics;

namespace NeuralFields.Rendering;

/// <summary>Finds the pixels of a view that one sample does not do justice to.</summary>
public static class EdgePixels
{
    /// <summary>
    /// Linear difference to a neighbour, in any channel, above which a pixel is looked at again: less than that is no
    /// visible stair.
    /// </summary>
    private const float Difference = 0.1f;

    /// <summary>The numbers y·width + x of pixels that differ from a neighbour, tile by tile.</summary>
    /// <param name="view">A view with one sample per pixel.</param>
    public static List<int> Of(RenderedView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        bool[] marks = new bool[view.Width * view.Height];
        for (int y = 0; y < view.Height; y++)
            for (int x = 0; x < view.Width; x++)
            {
                int i = (y * view.Width) + x;
                if (x > 0 && Differ(view, i, i - 1)) marks[i] = marks[i - 1] = true;
                if (y > 0 && Differ(view, i, i - view.Width)) marks[i] = marks[i - view.Width] = true;
            }
        PixelTiles tiles = new(view.Width, view.Height);
        List<int> edges = [];
        for (int i = 0; i < marks.Length; i++)
            if (marks[tiles.Pixel(i)]) edges.Add(tiles.Pixel(i));
        return edges;
    }

    private static bool Differ(RenderedView view, int a, int b)
    {
        Vector4 difference = Vector4.Abs(Color(view, a) - Color(view, b));
        return Math.Max(Math.Max(difference.X, difference.Y), Math.Max(difference.Z, difference.W)) > Difference;
    }

    /// <summary>What a pixel is told from its neighbours by: its colour where a layer asks for it, else its opacity.</summary>
    private static Vector4 Color(RenderedView view, int pixel)
        => view.Layers.HasFlag(ViewLayers.Color) ? new(view.Colors.AsSpan(4 * pixel, 4)) : new(view.Colors[(4 * pixel) + 3]);
}
