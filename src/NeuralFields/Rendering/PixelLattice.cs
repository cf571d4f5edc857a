using System.Numerics;

namespace NeuralFields.Rendering;

/// <summary>
/// Where the samples of a pixel lie: a lattice ((j+½)/n, (j·k mod n + ½)/n). Each row and column of n×n cells has one
/// sample, and their mean is the pixel's centre.
/// </summary>
/// <param name="samples">Samples per pixel, at least 1.</param>
public readonly struct PixelLattice(int samples)
{
    private readonly int _stride = Stride(samples);

    /// <summary>Cells down per cell to the right.</summary>
    public int Step => _stride;

    /// <summary>The place of a sample within its pixel, 0 to 1 to the right and down.</summary>
    /// <param name="sample">The sample's number.</param>
    public (double X, double Y) this[int sample]
        => ((sample + 0.5) / samples, (((long)sample * _stride % samples) + 0.5) / samples);

    /// <summary>Near n/φ, and with no factor in common with n, samples spread well in both directions.</summary>
    private static int Stride(int samples)
    {
        int stride = Math.Max(1, (int)Math.Round(0.6180339887498949 * samples));
        while (BigInteger.GreatestCommonDivisor(stride, samples) != 1) stride++;
        return stride;
    }
}
