namespace NeuralFields.IO.Jpeg;

/// <summary>Marker codes, the byte after 0xFF (T.81, table B.1).</summary>
internal static class Marker
{
    public const byte Baseline = 0xC0, Extended = 0xC1, Progressive = 0xC2;
    public const byte HuffmanTables = 0xC4, ArithmeticConditioning = 0xCC;
    public const byte FirstRestart = 0xD0, LastRestart = 0xD7;
    public const byte Start = 0xD8, End = 0xD9, Scan = 0xDA, QuantizationTables = 0xDB, RestartInterval = 0xDD;
    public const byte HierarchicalStart = 0xDE, HierarchicalExpand = 0xDF;
    public const byte App0 = 0xE0, App1 = 0xE1, App14 = 0xEE;
    public const byte Temporary = 0x01;

    /// <summary>Whether the marker begins a frame, of a supported process or not.</summary>
    public static bool IsFrame(byte marker) =>
        marker is >= 0xC0 and <= 0xCF and not HuffmanTables and not 0xC8 and not ArithmeticConditioning;

    /// <summary>Whether the marker stands alone, with no length and no content.</summary>
    public static bool IsBare(byte marker) => marker is Temporary or (>= FirstRestart and <= LastRestart);

    /// <summary>The usual name of a coding process that this reader refuses; null for those it reads.</summary>
    public static string? RefusedProcess(byte frameMarker) => frameMarker switch
    {
        Baseline or Extended or Progressive => null,
        0xC3 => "lossless JPEG (SOF3)",
        0xC5 or 0xC6 or 0xC7 => $"hierarchical JPEG (SOF{frameMarker - 0xC0})",
        0xC9 or 0xCA => $"arithmetic coding (SOF{frameMarker - 0xC0})",
        0xCB => "lossless JPEG with arithmetic coding (SOF11)",
        _ => $"hierarchical JPEG with arithmetic coding (SOF{frameMarker - 0xC0})",
    };
}
