using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>Variable-periodic sine (Liu et al. 2024), the released image settings in mini-batches.</summary>
internal sealed class FinerPreset : ImagePreset
{
    public override string Name => "finer";

    public override string Summary => "sine of variable period (FINER, omega_0 30), 256×3: most exact for its size";

    public override ImageScene Create(ImageShape image) => new()
    {
        Encoding = new Identity(),
        Network = new Mlp { Width = 256, HiddenLayers = 3, Activation = Named("Finer") },
        Frame = new CoordinateFrame { Range = CoordinateRange.Symmetric },
        Training = new() { Steps = 2000, BatchSize = 4096, Optimizer = PublishedAdam(5e-4, ToATenth) },
    };
}
