using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>ReLU network without an encoding: what the others are compared with.</summary>
internal sealed class ReLUPreset : ImagePreset
{
    public override string Name => "relu";

    public override string Summary => "ReLU network of 256×3 on bare coordinates: blurry, the classic baseline";

    public override ImageScene Create(ImageShape image) => new()
    {
        Encoding = new Identity(),
        Network = new Mlp { Width = 256, HiddenLayers = 3, Activation = Named("ReLU") },
        Frame = new CoordinateFrame { Range = CoordinateRange.Symmetric },
        Training = new() { Steps = 2000, BatchSize = 4096, Optimizer = PublishedAdam(1e-3, ToATenth) },
    };
}
