using System.Runtime.Intrinsics;
using NeuralFields.Numerics;

namespace NeuralFields.Images;

/// <summary>
/// Sums squared differences of pictures row by row, both clipped to [0,1] and neither rounded, in an order that depends
/// on nothing but the rows.
/// </summary>
public sealed class SquaredError
{
    private double _sum;
    private long _count;

    /// <summary>The mean; NaN before anything was added or when a prediction was NaN.</summary>
    public double Mean => _sum / _count;

    /// <summary>−10·log₁₀ of the mean, in dB for peak 1; infinite when the pictures are equal.</summary>
    public double Psnr => ToPsnr(Mean);

    /// <summary>−10·log₁₀ of a mean squared error, in dB for peak 1.</summary>
    public static double ToPsnr(double meanSquaredError)
        => meanSquaredError == 0 ? double.PositiveInfinity
            : DeterministicMath.Log(meanSquaredError) * (-10 / 2.302585092994045684);

    /// <summary>Adds consecutive values.</summary>
    /// <param name="prediction">What a field says.</param>
    /// <param name="reference">[prediction.Length] what is true.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> reference)
    {
        if (prediction.Length != reference.Length)
            throw new ArgumentException(
                $"reference.Length is {reference.Length}, expected {prediction.Length} (prediction.Length).",
                nameof(reference));
        _sum += Sum(prediction, reference);
        _count += prediction.Length;
    }

    /// <summary>Adds those of consecutive pixels that a set contains.</summary>
    /// <param name="prediction">[pixels, channels] what a field says.</param>
    /// <param name="reference">[pixels, channels] what is true.</param>
    /// <param name="channels">Values per pixel.</param>
    /// <param name="set">The pixels that count.</param>
    /// <param name="firstPixel">The index of the first pixel.</param>
    public void AddMembers(
        ReadOnlySpan<float> prediction, ReadOnlySpan<float> reference, int channels, PixelSet set, int firstPixel)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Members == 0) return;
        for (int i = 0; i < prediction.Length; i += channels)
            if (set[firstPixel + (i / channels)]) Add(prediction.Slice(i, channels), reference.Slice(i, channels));
    }

    /// <summary>
    /// Eight columns of partial sums at any lane width of the machine; the remainder is padded with zeros.
    /// </summary>
    private static double Sum(ReadOnlySpan<float> prediction, ReadOnlySpan<float> reference)
    {
        Vector256<double> low = default, high = default;
        int i = 0;
        for (; i <= prediction.Length - 8; i += 8)
            Accumulate(Vector256.Create(prediction[i..]), Vector256.Create(reference[i..]), ref low, ref high);
        if (i < prediction.Length)
        {
            Span<float> tail = stackalloc float[16];
            tail.Clear();
            prediction[i..].CopyTo(tail);
            reference[i..].CopyTo(tail[8..]);
            Accumulate(Vector256.Create<float>(tail), Vector256.Create<float>(tail[8..]), ref low, ref high);
        }
        Vector256<double> sum = low + high;
        return (sum[0] + sum[2]) + (sum[1] + sum[3]);
    }

    private static void Accumulate(
        Vector256<float> prediction, Vector256<float> reference, ref Vector256<double> low, ref Vector256<double> high)
    {
        (Vector256<double> pLow, Vector256<double> pHigh) = Vector256.Widen(Clip(prediction));
        (Vector256<double> rLow, Vector256<double> rHigh) = Vector256.Widen(Clip(reference));
        low += (pLow - rLow) * (pLow - rLow);
        high += (pHigh - rHigh) * (pHigh - rHigh);
    }

    private static Vector256<float> Clip(Vector256<float> x)
        => Vector256.Min(Vector256.Max(x, default), Vector256<float>.One);
}
