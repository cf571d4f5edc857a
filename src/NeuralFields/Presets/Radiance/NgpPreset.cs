using System.Numerics;
using NeuralFields.Encodings;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Optimizers;
using NeuralFields.Schedules;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>
/// Hash grid, two small networks and spherical harmonics, as instant-ngp has them (8 levels of 4 features), with tables,
/// finest level and steps sized for the photographs, since every one of their samples costs a processor's time.
/// </summary>
internal sealed class NgpPreset : RadiancePreset
{
    public override string Name => "ngp";

    public override string Summary => "hash grid and two small ReLU networks, after instant-ngp: fast and sharp; the default";

    public override RadianceScene Create(RadianceShape data) => new()
    {
        Encoding = new HashGrid
        {
            Levels = 8,
            Features = 4,
            BaseResolution = 16,
            Log2TableSize = TableSizeFor(data.PixelCount),
            FinestResolution = data.AabbScale * Math.Clamp(PowerOfTwoFrom(2 * data.LongestSide), 512, 2048),
        },
        Network = new Mlp { Width = 64, HiddenLayers = 1, Activation = Named("ReLU") },
        ColorNetwork = new Mlp { Width = 64, HiddenLayers = 2, Activation = Named("ReLU") },
        Steps = StepsFor(data),
        Training = new()
        {
            BatchSize = 16384,
            Loss = Loss.Find("Huber"),
            Optimizer = new Adam
            {
                LearningRate = 1e-2,
                Beta1 = 0.9,
                Beta2 = 0.99,
                Epsilon = 1e-15,
                L2Regularization = 1e-6,
                Schedule = new Exponential { Start = 0.5, Final = 0.01 },
            },
        },
    };

    /// <summary>Twice the entries for four times the pixels; more are slower, and no better between the views.</summary>
    private static int TableSizeFor(long pixels) => Math.Clamp(5 + ((BitOperations.Log2((ulong)pixels) + 1) / 2), 14, 19);
}
