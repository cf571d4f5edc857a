using NeuralFields.Networks;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>
/// Gaussian units for density and its features behind the hash grid of the preset <c>ngp</c>, after GNF (Bouzidi et al.
/// 2025); colour stays with a network that reads the direction.
/// </summary>
internal sealed class RadianceGaussianUnitsPreset : RadiancePreset
{
    public override string Name => "gnf";

    public override string Summary => "hash grid and 64 Gaussian units for density, a ReLU network for color, after GNF";

    public override RadianceScene Create(RadianceShape data)
        => new NgpPreset().Create(data) with { Network = new GaussianRbf { Units = 64 } };
}
