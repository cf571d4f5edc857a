using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>
/// Gaussian activations (Ramasinghe and Lucey 2022) with the settings of FINER's comparison (Liu et al. 2024).
/// </summary>
internal sealed class GaussianPreset : ImagePreset
{
    public override string Name => "gaussian";

    public override string Summary => "Gaussian activations (scale 30), 256×3: sharp on pixels, poor between them";

    public override ImageScene Create(ImageShape image) => new()
    {
        Encoding = new Identity(),
        Network = new Mlp { Width = 256, HiddenLayers = 3, Activation = Named("Gaussian") },
        Frame = new CoordinateFrame { Range = CoordinateRange.Symmetric },
        Training = new() { Steps = 2000, BatchSize = 4096, Optimizer = PublishedAdam(5e-3, ToATenth) },
    };
}
