using System.Collections.Immutable;
using System.Numerics;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Tasks;

/// <summary>How well a radiance field shows views it was not trained on.</summary>
/// <param name="Views">Each view.</param>
/// <param name="Background">What pictures were judged over: RGB as coded in sRGB.</param>
/// <param name="AreHeldOut">Whether the views were kept from training.</param>
public sealed record RadianceQuality(ImmutableArray<ViewQuality> Views, Vector3 Background, bool AreHeldOut)
{
    /// <summary>
    /// Where poses were learnt: how held-out cameras were moved together to follow the scene, in the field's space.
    /// </summary>
    public SceneMotion? Motion { get; init; }

    /// <summary>The mean PSNR in dB of held-out views whose cameras stay as given; null where nothing was moved.</summary>
    public double? GivenPsnr { get; init; }

    /// <summary>The mean of the views' PSNR, in dB.</summary>
    public double Psnr => Views.Average(v => v.Psnr);

    /// <summary>The mean of the views' structural similarity; null where no view has one.</summary>
    public double? Ssim => Views.Average(v => v.Ssim);
}

/// <summary>How well a radiance field shows a view. Values are clipped to [0,1] and not rounded.</summary>
/// <param name="Name">The view.</param>
/// <param name="Psnr">PSNR in dB for peak 1.</param>
/// <param name="Ssim">Mean structural similarity; null for pictures smaller than its window.</param>
public sealed record ViewQuality(string Name, double Psnr, double? Ssim);
