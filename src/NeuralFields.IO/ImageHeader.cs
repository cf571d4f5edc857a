namespace NeuralFields.IO;

/// <summary>What a picture will be, told before its pixels are decoded.</summary>
/// <param name="Width">Pixels per row, not rotated.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.</param>
/// <param name="BitDepth">Bits per sample in the file (32 for float formats).</param>
public sealed record ImageHeader(int Width, int Height, int Channels, int BitDepth)
{
    /// <summary>Whether the last channel is alpha.</summary>
    public bool HasAlpha => Channels is 2 or 4;
}
