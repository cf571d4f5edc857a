using NeuralFields.Images;

namespace NeuralFields.IO.Datasets;

/// <summary>Which pixels of a picture a mask of any size takes out: those it touches with any pixel left out.</summary>
/// <param name="mask">The mask; its alpha, where it has one, says nothing.</param>
/// <param name="blackIsLeftOut">Whether black pixels are left out, or all others.</param>
internal readonly struct MaskCover(Image mask, bool blackIsLeftOut)
{
    /// <summary>Whether a pixel of a picture touches a pixel left out.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="width">Pixels per row of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    public bool Touches(int x, int y, int width, int height)
    {
        (int left, int right) = Covered(x, mask.Width, width);
        (int top, int bottom) = Covered(y, mask.Height, height);
        for (int row = top; row < bottom; row++)
            for (int column = left; column < right; column++)
                if (IsBlack(mask[column, row]) == blackIsLeftOut) return true;
        return false;
    }

    /// <summary>The mask's pixels under one of the picture: from the first to before the last.</summary>
    private static (int First, int End) Covered(int index, int from, int to)
        => ((int)((long)index * from / to), (int)((((index + 1L) * from) + to - 1) / to));

    private bool IsBlack(ReadOnlySpan<float> pixel)
    {
        int colors = mask.HasAlpha ? mask.Channels - 1 : mask.Channels;
        return pixel[..colors].IndexOfAnyExcept(0f) < 0;
    }
}
