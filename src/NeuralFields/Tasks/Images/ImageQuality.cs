namespace NeuralFields.Tasks;

/// <summary>
/// How well a field shows its picture. Values are clipped to [0,1] on both sides and not rounded, so of high-range
/// pictures only the part up to 1 is judged; alpha counts as a channel.
/// </summary>
/// <param name="Psnr">PSNR in dB for peak 1 over all pixels, held out or not.</param>
/// <param name="Ssim">Mean structural similarity; null for pictures smaller than its window of 11×11.</param>
/// <param name="HoldoutPsnr">PSNR over the held-out pixels; null when none are.</param>
/// <param name="BilinearPsnr">
/// PSNR of interpolating the held-out pixels from the kept ones; null when none are held out.
/// </param>
public sealed record ImageQuality(double Psnr, double? Ssim, double? HoldoutPsnr, double? BilinearPsnr);
