using NeuralFields.Encodings;
using NeuralFields.Geometry;
using NeuralFields.Networks;
using NeuralFields.Optimizers;
using NeuralFields.Sampling;

namespace NeuralFields.Tasks;

/// <summary>How a radiance field is fitted to photographs: everything but the photographs.</summary>
public sealed record RadianceScene : TaskScene
{
    /// <summary>Values of the density network; the first is the logarithm of the density.</summary>
    public int DensityFeatures { get; init; } = 16;

    /// <summary>From the direction d, given as (d + 1)/2, to features.</summary>
    public Encoding DirectionEncoding { get; init; } = new SphericalHarmonics { Degree = 4 };

    /// <summary>From the position to features that only the colour network reads; null for none.</summary>
    public Encoding? ColorEncoding { get; init; }

    /// <summary>From the density network's values and the encoded direction to colour.</summary>
    public required Network ColorNetwork { get; init; }

    /// <summary>Steps along the diagonal of the unit cube.</summary>
    public int Steps { get; init; } = 1024;

    /// <summary>Growth of a step with the distance from the eye; null for none in the unit cube, else 4/steps.</summary>
    public double? ConeAngle { get; init; }

    /// <summary>Distance from the eye, in units of the field's space, from which on anything may be seen.</summary>
    public double Near { get; init; } = 0.05;

    /// <summary>What lies behind the scene in training.</summary>
    public RayBackground Background { get; init; } = RayBackground.Random;

    /// <summary>The transmittance below which samples are no longer seen, in training and in measurements.</summary>
    public double MinTransmittance { get; init; } = 1e-4;

    /// <summary>Weight of the loss that pulls rays to be empty or opaque.</summary>
    public double OpacityLoss { get; init; }

    /// <summary>Weight of the loss that pulls the weights of a ray together.</summary>
    public double DistortionLoss { get; init; }

    /// <summary>What of the cameras is learnt beside the field.</summary>
    public CameraParts Refine { get; init; }

    /// <summary>The largest change of cameras per update; see <see cref="CameraLearning"/>.</summary>
    public double CameraRate { get; init; } = 1e-3;

    /// <summary>
    /// Numbers of a latent vector per photograph, for what changes from one to the next such as light and white balance;
    /// 0 for none. Views are drawn with the mean of all.
    /// </summary>
    public int Latents { get; init; }

    /// <summary>The most rays of a step.</summary>
    public int MaxRays { get; init; } = 1 << 14;

    /// <summary>Field units per unit of the data set; null for what the data set says, or else suits its cameras.</summary>
    public double? Scale { get; init; }

    /// <summary>What is added to places after scaling; null as for <see cref="Scale"/>.</summary>
    public Point3? Offset { get; init; }

    /// <summary>Side of the scene box, a power of two from 1 to 128; null as for <see cref="Scale"/>.</summary>
    public int? AabbScale { get; init; }

    /// <summary>One view of so many is held out; 0 for the data set's own split.</summary>
    public int Holdout { get; init; }

    /// <summary>How many times smaller per side the photographs are loaded.</summary>
    public int Downscale { get; init; } = 1;

    /// <summary>The mean PSNR in dB over held-out views at which training ends early, or null.</summary>
    public double? TargetPsnr { get; init; }
}
