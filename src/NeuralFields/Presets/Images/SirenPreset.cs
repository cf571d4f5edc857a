using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>
/// Sine network (Sitzmann et al. 2020): the released image script, in mini-batches instead of full ones.
/// </summary>
internal sealed class SirenPreset : ImagePreset
{
    public override string Name => "siren";

    public override string Summary => "sine network of 256×4 (SIREN, omega_0 30): smooth, with sound derivatives";

    public override ImageScene Create(ImageShape image) => new()
    {
        Encoding = new Identity(),
        Network = new Mlp
        {
            Width = 256, HiddenLayers = 4, Activation = Named("Sine"), OutputActivation = Named("SymmetricToUnit"),
        },
        Frame = new CoordinateFrame { Range = CoordinateRange.Symmetric },
        Training = new() { Steps = 2000, BatchSize = 4096, Optimizer = PublishedAdam(5e-4, ToATenth) },
    };
}
