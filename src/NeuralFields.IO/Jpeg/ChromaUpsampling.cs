namespace NeuralFields.IO.Jpeg;

/// <summary>Rows of a component at the full size of the picture.</summary>
/// <remarks>
/// Half width, half height and both use the triangle filter of libjpeg ("fancy upsampling", weights 3:1 to the nearer
/// samples) with its alternating rounding; every other ratio takes the nearest sample.
/// </remarks>
internal sealed class ChromaUpsampling
{
    private const int NarrowestFiltered = 3;

    private readonly Component _component;
    private readonly FrameHeader _frame;
    private readonly byte[] _wide;
    private readonly int[] _columns;
    private readonly bool _halfWidth, _halfHeight, _isNearest;

    /// <summary>Prepares for a component.</summary>
    public ChromaUpsampling(Component component, FrameHeader frame)
    {
        (_component, _frame) = (component, frame);
        _halfWidth = component.Horizontal * 2 == frame.Horizontal;
        _halfHeight = component.Vertical * 2 == frame.Vertical;
        _isNearest = !IsFiltered();
        _wide = new byte[Math.Max(frame.Width, 2 * component.Width)];
        _columns = new int[component.Width];
    }

    /// <summary>The samples of one row of the picture, valid until the next call.</summary>
    /// <param name="y">The row.</param>
    public ReadOnlySpan<byte> Row(int y)
    {
        if (_component.Horizontal == _frame.Horizontal && _component.Vertical == _frame.Vertical) return Source(y);
        if (_isNearest) Nearest(Source(Scaled(y, _component.Vertical, _frame.Vertical)));
        else if (!_halfHeight) Widen(Source(y));
        else if (_halfWidth) WidenBlend(Source(y >> 1), Source(Farther(y)));
        else Blend(Source(y >> 1), Source(Farther(y)), rounding: 1 + (y & 1));
        return _wide;
    }

    // libjpeg does not filter rows of one or two samples horizontally; to agree, neither does this.
    private bool IsFiltered() =>
        _halfWidth
            ? _component.Width >= NarrowestFiltered && (_halfHeight || _component.Vertical == _frame.Vertical)
            : _halfHeight && _component.Horizontal == _frame.Horizontal;

    private ReadOnlySpan<byte> Source(int y) =>
        _component.Samples.AsSpan(Math.Clamp(y, 0, _component.Height - 1) * _component.Stride, _component.Width);

    private static int Farther(int y) => (y & 1) == 0 ? (y >> 1) - 1 : (y >> 1) + 1;

    private static int Scaled(int place, int sampling, int full) => ((2 * place) + 1) * sampling / (2 * full);

    private void Nearest(ReadOnlySpan<byte> source)
    {
        for (int x = 0; x < _frame.Width; x++)
            _wide[x] = source[Math.Min(Scaled(x, _component.Horizontal, _frame.Horizontal), source.Length - 1)];
    }

    private void Blend(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int rounding)
    {
        for (int x = 0; x < near.Length; x++) _wide[x] = (byte)(((3 * near[x]) + far[x] + rounding) >> 2);
    }

    private void Widen(ReadOnlySpan<byte> source)
    {
        int last = source.Length - 1;
        _wide[0] = source[0];
        for (int x = 0; x < last; x++)
        {
            int left = source[x], right = source[x + 1];
            _wide[(2 * x) + 1] = (byte)(((3 * left) + right + 2) >> 2);
            _wide[(2 * x) + 2] = (byte)((left + (3 * right) + 1) >> 2);
        }
        _wide[(2 * last) + 1] = source[last];
    }

    private void WidenBlend(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far)
    {
        int last = near.Length - 1;
        for (int x = 0; x <= last; x++) _columns[x] = (3 * near[x]) + far[x];
        _wide[0] = (byte)(((4 * _columns[0]) + 8) >> 4);
        for (int x = 0; x < last; x++)
        {
            int left = _columns[x], right = _columns[x + 1];
            _wide[(2 * x) + 1] = (byte)(((3 * left) + right + 7) >> 4);
            _wide[(2 * x) + 2] = (byte)((left + (3 * right) + 8) >> 4);
        }
        _wide[(2 * last) + 1] = (byte)(((4 * _columns[last]) + 7) >> 4);
    }
}
