namespace NeuralFields.IO.Exr;

/// <summary>How blocks of lines are packed; the numbers are the file's.</summary>
internal enum ExrCompression
{
    None = 0,
    Rle = 1,
    Zips = 2,
    Zip = 3,
}

/// <summary>What follows from a compression.</summary>
internal static class ExrCompressions
{
    private static readonly string[] s_names =
        ["NONE", "RLE", "ZIPS", "ZIP", "PIZ", "PXR24", "B44", "B44A", "DWAA", "DWAB"];

    /// <summary>Lines in a block.</summary>
    public static int Lines(this ExrCompression compression) => compression == ExrCompression.Zip ? 16 : 1;

    /// <summary>The most bytes one packed byte can stand for.</summary>
    public static int MaxRatio(this ExrCompression compression) => compression switch
    {
        ExrCompression.None => 1,
        ExrCompression.Rle => 64,   // two bytes make a run of up to 128
        _ => DeclaredSize.DeflateRatio,
    };

    public static ExrCompression Parse(byte value)
    {
        if (value <= (byte)ExrCompression.Zip) return (ExrCompression)value;
        string name = value < s_names.Length ? s_names[value] : $"number {value}";
        throw new InputException(
            $"EXR: the compression is {name}, expected NONE, RLE, ZIPS or ZIP; convert the file to ZIP.");
    }
}
