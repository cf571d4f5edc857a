using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Sampling;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>
/// Sine network (Sitzmann et al. 2020): on exact distances where there is a mesh, by its own loss of surfaces where
/// there are points with normals.
/// </summary>
internal sealed class SurfaceSirenPreset : SurfacePreset
{
    public override string Name => "siren";

    public override string Summary => "sine network of 256×3 (SIREN): smooth, few parameters, slower";

    public override bool Suits(SurfaceShape shape) => true;

    public override SurfaceScene Create(SurfaceShape data) => data.IsCloud ? OfCloud : OfMesh;

    private static SurfaceScene OfMesh => new()
    {
        Encoding = new Identity(),
        Network = new Mlp { Width = 256, HiddenLayers = 3, Activation = Named("Sine") },
        Range = CoordinateRange.Symmetric,
        Training = new()
        {
            Steps = 4000, BatchSize = 8192, Loss = Loss.Find("Mape"), Optimizer = PublishedAdam(5e-4, ToAHundredth),
        },
    };

    // With ω₀ 10 and a border that must be outside: 30 leaves sheets where no points are.
    private static SurfaceScene OfCloud => new()
    {
        Encoding = new Identity(),
        Network = new Mlp { Width = 128, HiddenLayers = 3, Activation = Named("Sine").With([10]) },
        Range = CoordinateRange.Symmetric,
        Padding = 0.15,
        Mix = new SurfaceMix(0.5, 0.25, 0.25, 0),
        Training = new()
        {
            Steps = 4000, BatchSize = 4096, Gradient = GradientLoss.Find("SirenSurface"),
            Optimizer = PublishedAdam(5e-4, ToAHundredth),
        },
    };
}
