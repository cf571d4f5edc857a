using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Images;
using NeuralFields.Networks;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>
/// Gaussian Fourier features (Tancik et al. 2020): the released image recipe, in mini-batches, with a rate that falls: at a
/// constant one the last steps of mini-batches scatter by 0.3 dB, so that two devices cannot be compared. A sigmoid cannot
/// reach values above 1, so high-range pictures go without.
/// </summary>
internal sealed class FourierPreset : ImagePreset
{
    public override string Name => "fourier";

    public override string Summary => "256 random Fourier features (sigma 10) and a ReLU network of 256×3";

    public override ImageScene Create(ImageShape image) => new()
    {
        Encoding = new FourierFeatures { Features = 256, Sigma = 10 },
        Network = new Mlp
        {
            Width = 256,
            HiddenLayers = 3,
            Activation = Named("ReLU"),
            OutputActivation = Named(image.Encoding == ColorEncoding.Srgb ? "Sigmoid" : "None"),
        },
        Frame = new CoordinateFrame { Range = CoordinateRange.Unit },
        Training = new() { Steps = 2000, BatchSize = 4096, Optimizer = PublishedAdam(1e-3, ToATenth) },
    };
}
