using NeuralFields.Encodings;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>
/// The preset <c>ngp</c>, whose colour network also reads features of radial kernels that lie where something is seen, as
/// NeuRBF adds them to a TensoRF (Chen et al. 2023): neither normalised nor behind sines, and without a part in density.
/// </summary>
internal sealed class RbfHybridPreset : RadiancePreset
{
    public override string Name => "rbf-hybrid";

    public override string Summary => "ngp with radial kernels on surfaces for color, after NeuRBF";

    public override RadianceScene Create(RadianceShape data) => new NgpPreset().Create(data) with
    {
        ColorEncoding = new RadialBasis { Kernels = 8192, Neighbors = 5, Features = 32, Normalize = false },
    };
}
