using NeuralFields.Activations;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>
/// Complex Gabor wavelets (Saragadam et al. 2023); 256/√2 complex units keep the number of parameters; constants of
/// FINER's comparison.
/// </summary>
internal sealed class WirePreset : ImagePreset
{
    public override string Name => "wire";

    public override string Summary => "complex Gabor wavelets (WIRE, omega_0 20, scale 10), 181×3: robust to noise";

    public override ImageScene Create(ImageShape image) => new()
    {
        Encoding = new Identity(),
        Network = new Mlp { Width = 181, HiddenLayers = 3, Wire = new WireFormula(20, 10) },
        Frame = new CoordinateFrame { Range = CoordinateRange.Symmetric },
        Training = new() { Steps = 2000, BatchSize = 4096, Optimizer = PublishedAdam(5e-3, ToATenth) },
    };
}
