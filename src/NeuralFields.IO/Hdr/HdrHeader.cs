using System.Globalization;

namespace NeuralFields.IO.Hdr;

/// <summary>
/// The text before the pixels. Scan lines run along one axis, the first named; pixels in a line along the other.
/// </summary>
/// <param name="Width">Columns of the upright picture.</param>
/// <param name="Height">Rows of the upright picture.</param>
/// <param name="LinesAreColumns">Whether a scan line is a column: the resolution line names X first.</param>
/// <param name="XDecreases">Whether columns come right to left (−X).</param>
/// <param name="YIncreases">Whether rows come bottom to top (+Y; y points up).</param>
internal readonly record struct HdrHeader(int Width, int Height, bool LinesAreColumns, bool XDecreases, bool YIncreases)
{
    private const int MaxLineLength = 4096, MaxLines = 1024;

    public int LineCount => LinesAreColumns ? Width : Height;

    public int LineLength => LinesAreColumns ? Height : Width;

    /// <summary>Place of a pixel in the upright picture, counted in pixels from its top left.</summary>
    public int Place(int line, int index)
    {
        (int x, int y) = LinesAreColumns ? (line, index) : (index, line);
        return ((YIncreases ? Height - 1 - y : y) * Width) + (XDecreases ? Width - 1 - x : x);
    }

    public static HdrHeader Parse(ref ByteCursor cursor, ImageLimits limits)
    {
        Line(ref cursor);   // #?RADIANCE or #?RGBE, known from the detection
        int lines = 0;
        for (string line = Line(ref cursor); line.Length > 0; line = Line(ref cursor))
        {
            if (++lines > MaxLines)
                throw new InputException($"HDR: the header has more than {MaxLines} lines; the file is damaged.");
            if (line.StartsWith("FORMAT=", StringComparison.Ordinal) && line[7..].Trim() != "32-bit_rle_rgbe")
                throw new InputException(
                    $"HDR: the pixel format is '{line[7..]}', expected 32-bit_rle_rgbe; convert it.");
        }
        return Resolution(Line(ref cursor), limits);
    }

    private static HdrHeader Resolution(string line, ImageLimits limits)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool sound = words.Length == 4 && words[0] is "-Y" or "+Y" or "-X" or "+X";
        bool columns = sound && words[0][1] == 'X';
        if (!sound || !(columns ? words[2] is "-Y" or "+Y" : words[2] is "-X" or "+X") ||
            !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int lineCount) ||
            !int.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out int lineLength))
            throw new InputException($"HDR: the resolution line is '{line}', expected such as '-Y 512 +X 1024'.");
        (string x, string y) = columns ? (words[0], words[2]) : (words[2], words[0]);
        (int width, int height) = columns ? (lineCount, lineLength) : (lineLength, lineCount);
        DeclaredSize.Require("HDR", width, height, limits);
        return new HdrHeader(width, height, columns, XDecreases: x[0] == '-', YIncreases: y[0] == '+');
    }

    private static string Line(ref ByteCursor cursor) =>
        ByteText.Readable(cursor.Until((byte)'\n', MaxLineLength, "a header line").TrimEnd((byte)'\r'));
}
