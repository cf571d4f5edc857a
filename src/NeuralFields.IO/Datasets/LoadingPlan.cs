using System.Collections.Immutable;
using NeuralFields.Datasets;

namespace NeuralFields.IO.Datasets;

/// <summary>The memory that photographs will take, known before any is decoded.</summary>
/// <param name="Pictures">Photographs.</param>
/// <param name="PixelBytes">Bytes of their pixels.</param>
/// <param name="MaskBytes">Bytes of the pixels that masks leave out, one bit each.</param>
/// <param name="WorkingBytes">Bytes that decoding takes besides, at most, until it is done.</param>
/// <param name="Sizes">The different sizes, the most frequent first.</param>
public sealed record LoadingPlan(
    int Pictures, long PixelBytes, long MaskBytes, long WorkingBytes, ImmutableArray<(int Width, int Height)> Sizes)
{
    /// <summary>Decoders take up to 24 bytes per pixel beside the file, and downscaling some 8 more.</summary>
    private const long WorkingBytesPerPixel = 32;

    /// <summary>Bytes in all while loading.</summary>
    public long PeakBytes => PixelBytes + MaskBytes + WorkingBytes;

    /// <summary>The plan for views.</summary>
    /// <param name="views">At least one view.</param>
    /// <param name="threads">How many are decoded at a time.</param>
    public static LoadingPlan Of(IReadOnlyCollection<PosedView> views, int threads)
    {
        ArgumentNullException.ThrowIfNull(views);
        long largest = views.Max(v => (long)v.Picture.StoredWidth * v.Picture.StoredHeight);
        return new(
            views.Count, views.Sum(v => v.Picture.ByteLength),
            views.Where(v => v.Masks.Length > 0).Sum(v => ((long)v.Picture.Width * v.Picture.Height / 8) + 8),
            largest * WorkingBytesPerPixel * Math.Min(threads, views.Count),
            [.. views.GroupBy(v => (v.Picture.Width, v.Picture.Height)).OrderByDescending(g => g.Count()).Select(g => g.Key)]);
    }

    /// <summary>Refuses a plan that the memory cannot hold, and names the downscaling that would fit.</summary>
    /// <param name="available">Bytes there are.</param>
    /// <exception cref="InputException">The plan takes more.</exception>
    public void RequireFits(long available)
    {
        if (PeakBytes <= available) return;
        int factor = 2;
        while ((PixelBytes + MaskBytes) / ((long)factor * factor) > Math.Max(available - WorkingBytes, 1)) factor *= 2;
        throw new InputException(
            $"{this} — {Size(available)} are there; load them smaller with --downscale {factor}.");
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string sizes = $"{Sizes[0].Width}×{Sizes[0].Height}" + (Sizes.Length > 1 ? $" and {Sizes.Length - 1} other sizes" : "");
        return $"{Pictures} pictures of {sizes}: {Size(PixelBytes + MaskBytes)}, and {Size(WorkingBytes)} while decoding";
    }

    private static string Size(long bytes) => FormattableString.Invariant($"{bytes / (1024.0 * 1024):F1} MiB");
}
