using NeuralFields.Encodings;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Sampling;
using NeuralFields.Schedules;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>Multiresolution hash grid on exact distances (Müller et al. 2022).</summary>
/// <remarks>
/// No samples lie exactly on the surface: with half of them there, as instant-ngp has it, the network learns a layer of
/// zeros around it, without a sign and without a slope (armadillo, 15 s: IoU 0.993, normals undefined; without them
/// 0.9984 and 5.7°).
/// </remarks>
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
            Log2TableSize = 18,
            FinestResolution = 512,
        },
        Network = new Mlp { Width = 64, HiddenLayers = 2, Activation = Named("ReLU") },
        Mix = new SurfaceMix(0, 0.85, 0.15, 0.002),
        Training = new()
        {
            BatchSize = 1 << 14,
            Loss = Loss.Find("Mape"),
            Optimizer = TableAdam(4e-3, new Exponential { Start = 0.25, Final = 0.005 }),
        },
    };
}
