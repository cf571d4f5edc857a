using NeuralFields.Networks;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>
/// Gaussian units behind the hash grid of the preset <c>hashgrid</c>, after GNF (Bouzidi et al. 2025): one layer in the
/// space of features in place of two.
/// </summary>
internal sealed class GaussianUnitsPreset : ImagePreset
{
    public override string Name => "gnf";

    public override string Summary => "hash grid and 64 Gaussian units in feature space, after GNF";

    public override ImageScene Create(ImageShape image)
        => new HashGridPreset().Create(image) with { Network = new GaussianRbf { Units = 64 } };
}
