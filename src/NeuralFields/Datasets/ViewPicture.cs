using NeuralFields.Images;

namespace NeuralFields.Datasets;

/// <summary>A photograph that has not been loaded yet.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="StoredWidth">Pixels per row in the file.</param>
/// <param name="StoredHeight">Rows in the file.</param>
/// <param name="Downscale">How many times smaller per side it is made when loaded, at least 1.</param>
public sealed record ViewPicture(string Path, int StoredWidth, int StoredHeight, int Downscale = 1)
{
    /// <summary>Whether its pixels have, or get from a mask or a colour, an alpha.</summary>
    public bool HasAlpha { get; init; }

    /// <summary>The colour that stands for transparency; then it has an alpha.</summary>
    public TransparentColor Transparent { get; init; }

    /// <summary>Whether its samples have more than 8 bits.</summary>
    public bool IsWide { get; init; }

    /// <summary>Pixels per row once loaded.</summary>
    public int Width => ImageResampling.Reduced(StoredWidth, Downscale);

    /// <summary>Rows once loaded.</summary>
    public int Height => ImageResampling.Reduced(StoredHeight, Downscale);

    /// <summary>Bytes once loaded: 1 per sample, or 4 where samples have more than 8 bits.</summary>
    public long ByteLength => (long)Width * Height * (HasAlpha ? 4 : 3) * (IsWide ? sizeof(float) : 1);
}
