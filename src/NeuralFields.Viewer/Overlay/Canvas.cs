using System.Runtime.InteropServices;

namespace NeuralFields.Viewer;

/// <summary>What lies over the picture: text, lines and panels, drawn dot by dot.</summary>
internal sealed class Canvas
{
    private readonly uint[] _pixels;

    /// <summary>An empty one.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="scale">Pixels per dot of a letter.</param>
    public Canvas(int width, int height, int scale)
        => (Width, Height, Scale, _pixels) = (width, height, scale, new uint[width * height]);

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Pixels per dot of a letter.</summary>
    public int Scale { get; }

    /// <summary>[height, width, 4] premultiplied bytes, top row first.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(_pixels.AsSpan());

    /// <summary>Whether anything was drawn.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Width of a text in pixels.</summary>
    public int Measure(string text) => Math.Max(0, text.Length * Glyphs.Advance - 1) * Scale;

    /// <summary>Lines of text on a dark panel.</summary>
    /// <param name="x">Left edge; counted from the right one where negative.</param>
    /// <param name="y">Upper edge; counted from the lower one where negative.</param>
    /// <param name="lines">The lines.</param>
    public void Panel(int x, int y, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return;
        int margin = 4 * Scale, width = lines.Max(Measure) + (2 * margin);
        int height = (((lines.Count - 1) * Glyphs.LineHeight) + Glyphs.Height) * Scale + (2 * margin);
        if (x < 0) x += Width - width + 1;
        if (y < 0) y += Height - height + 1;
        Fill(x, y, width, height, Color(0, 0, 0, 150));
        for (int i = 0; i < lines.Count; i++)
            Text(x + margin, y + margin + (i * Glyphs.LineHeight * Scale), lines[i], Color(235, 238, 242, 255));
    }

    /// <summary>A text.</summary>
    public void Text(int x, int y, string text, uint color)
    {
        foreach (char letter in text)
        {
            ReadOnlySpan<byte> rows = Glyphs.Rows(letter);
            for (int row = 0; row < rows.Length; row++)
                for (int column = 0; column < Glyphs.Width; column++)
                    if (((rows[row] >> (Glyphs.Width - 1 - column)) & 1) != 0)
                        Fill(x + (column * Scale), y + (row * Scale), Scale, Scale, color);
            x += Glyphs.Advance * Scale;
        }
    }

    /// <summary>A rectangle; what reaches beyond the canvas is left out.</summary>
    public void Fill(int x, int y, int width, int height, uint color)
    {
        int left = Math.Clamp(x, 0, Width), right = Math.Clamp(x + width, left, Width);
        int top = Math.Clamp(y, 0, Height), bottom = Math.Clamp(y + height, top, Height);
        for (int row = top; row < bottom; row++) _pixels.AsSpan((row * Width) + left, right - left).Fill(color);
        IsEmpty &= left == right || top == bottom;
    }

    /// <summary>A line as wide as a dot.</summary>
    public void Line(double x0, double y0, double x1, double y1, uint color)
    {
        if (!double.IsFinite(x0 + y0 + x1 + y1)) return;
        double length = Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0));
        int steps = (int)Math.Min(Math.Ceiling(length / Scale), 4 * (Width + Height));
        for (int i = 0; i <= steps; i++)
        {
            double t = steps == 0 ? 0 : i / (double)steps, x = x0 + (t * (x1 - x0)), y = y0 + (t * (y1 - y0));
            if (x > -2 * Scale && y > -2 * Scale && x < Width + Scale && y < Height + Scale)
                Fill((int)x, (int)y, Scale, Scale, color);
        }
    }

    /// <summary>A premultiplied colour.</summary>
    public static uint Color(int red, int green, int blue, int alpha)
        => (uint)((red * alpha / 255) | ((green * alpha / 255) << 8) | ((blue * alpha / 255) << 16) | (alpha << 24));
}
