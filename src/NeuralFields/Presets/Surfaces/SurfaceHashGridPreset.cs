using NeuralFields.Encodings;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Optimizers;
using NeuralFields.Schedules;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>Multiresolution hash grid on exact distances (Müller et al. 2022).</summary>
internal sealed class SurfaceHashGridPreset : SurfacePreset
{
    public override string Name => "hashgrid";

    public override string Summary => "multiresolution hash grid on exact distances: fast and sharp; the default for meshes";

    public override bool Suits(SurfaceShape shape) => !shape.IsCloud;

    public override SurfaceScene Create(SurfaceShape data) => new()
    {
        Encoding = new HashGrid
        {
            Levels = 16,
            Features = 2,
            BaseResolution = 16,
            Log2TableSize = 17,
            FinestResolution = 512,
        },
        Network = new Mlp { Width = 64, HiddenLayers = 2, Activation = Named("ReLU") },
        Training = new()
        {
            BatchSize = 1 << 14,
            Loss = Loss.Find("Mape"),
            Optimizer = new Adam
            {
                LearningRate = 5e-3,
                Beta1 = 0.9,
                Beta2 = 0.99,
                Epsilon = 1e-15,
                Sparse = false,
                Schedule = new Exponential { Start = 0.4, Final = 0.01 },
            },
        },
    };
}
