using NeuralFields.Networks;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>Gaussian units behind the hash grid of the preset <c>hashgrid</c>, after GNF (Bouzidi et al. 2025).</summary>
internal sealed class SurfaceGaussianUnitsPreset : SurfacePreset
{
    public override string Name => "gnf";

    public override string Summary => "hash grid and 64 Gaussian units in feature space, after GNF";

    public override bool Suits(SurfaceShape shape) => !shape.IsCloud;

    public override SurfaceScene Create(SurfaceShape data)
        => new SurfaceHashGridPreset().Create(data) with { Network = new GaussianRbf { Units = 64 } };
}
