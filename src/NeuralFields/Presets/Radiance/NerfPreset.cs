using NeuralFields.Encodings;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Schedules;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>
/// Frequencies of position and direction and ReLU networks, after NeRF (Mildenhall et al. 2020), at half its width and
/// half its depth: on a processor the original takes days.
/// </summary>
internal sealed class NerfPreset : RadiancePreset
{
    public override string Name => "nerf";

    public override string Summary => "frequency encoding and ReLU networks, after NeRF: small files, slow";

    public override RadianceScene Create(RadianceShape data) => new()
    {
        Encoding = new Frequency { Frequencies = 10 },
        Network = new Mlp { Width = 128, HiddenLayers = 4, Activation = Named("ReLU") },
        DirectionEncoding = new Frequency { Frequencies = 4 },
        ColorNetwork = new Mlp { Width = 128, HiddenLayers = 1, Activation = Named("ReLU") },
        Steps = Math.Min(StepsFor(data), 512),
        Training = new()
        {
            BatchSize = 8192,
            Loss = Loss.Find("Huber"),
            Optimizer = PublishedAdam(1e-3, new Exponential { Start = 0.2, Final = 0.1 }),
        },
    };
}
