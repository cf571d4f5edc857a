using NeuralFields.Fields;
using NeuralFields.Sampling;

namespace NeuralFields.Tasks;

/// <summary>How a picture is fitted: everything but the picture.</summary>
public sealed record ImageScene : TaskScene
{
    /// <summary>The coordinates of pixels.</summary>
    public CoordinateFrame Frame { get; init; } = new();

    /// <summary>Pixels that are kept from training.</summary>
    public Holdout Holdout { get; init; }

    /// <summary>The order in which pixels are trained.</summary>
    public PixelOrder Order { get; init; }

    /// <summary>The part of the picture that is taken by whoever reads it, before it is made smaller.</summary>
    public ImageCrop Crop { get; init; }

    /// <summary>How many times smaller per side the picture is made by whoever reads it.</summary>
    public int Downscale { get; init; } = 1;

    /// <summary>The PSNR in dB at which training ends early, or null.</summary>
    public double? TargetPsnr { get; init; }
}

/// <summary>A part of a picture.</summary>
public enum ImageCrop
{
    /// <summary>All of it.</summary>
    None,

    /// <summary>The square in its middle.</summary>
    Square,
}
