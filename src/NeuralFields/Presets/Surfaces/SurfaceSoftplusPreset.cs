using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Sampling;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>
/// Softplus network that starts as a sphere, on points by implicit geometric regularisation (Gropp et al. 2020, IGR);
/// narrower and without its skip connection.
/// </summary>
internal sealed class SurfaceSoftplusPreset : SurfacePreset
{
    public override string Name => "igr";

    public override string Summary => "softplus network of 128×5 from points (IGR): closed and calm; the default for clouds";

    public override bool Suits(SurfaceShape shape) => shape.IsCloud;

    public override SurfaceScene Create(SurfaceShape data) => new()
    {
        Encoding = new Identity(),
        Network = new Mlp
        {
            Width = 128, HiddenLayers = 5, Activation = Named("Softplus").With([100]), GeometricRadius = 0.5,
        },
        Range = CoordinateRange.Symmetric,
        Padding = 0.15,
        Mix = new SurfaceMix(0.5, 0.375, 0.125, 0),
        Training = new()
        {
            Steps = 4000, BatchSize = 4096, Gradient = GradientLoss.Find("Igr"),
            Optimizer = PublishedAdam(1e-3, ToAHundredth),
        },
    };
}
