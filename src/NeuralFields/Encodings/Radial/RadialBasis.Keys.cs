using NeuralFields.Descriptions;
using NeuralFields.RadialBases;

namespace NeuralFields.Encodings;

public sealed partial record RadialBasis
{
    /// <summary>Keys of scene files.</summary>
    public static Schema<Encoding, RadialBasis> Schema { get; } = new(
        "RadialBasis", "Kernels at places that follow from the data, each with trained features (NeuRBF).",
        new RadialBasis(),
        new SchemaKey<RadialBasis>("kernel", "a kernel's name, or { otype, constants }",
            (e, node) => e with { Kernel = ReadKernel(node) },
            e => FormulaKey.Write(e.Kernel.Name, e.Kernel.Constants, e.Kernel.Values)),
        Key.Word<RadialBasis, RadialShape>("shape", e => e.Shape, (e, v) => e with { Shape = v },
            "what a width depends on"),
        Key.Word<RadialBasis, RadialWidth>("width", e => e.Width, (e, v) => e with { Width = v },
            "cluster: as wide as the data around the centre; overlap: half the distance to the n_neighbors-th centre"),
        Key.Int<RadialBasis>("n_kernels", e => e.Kernels, (e, v) => e with { Kernels = v }, "kernels", 1, 1 << 24),
        Key.Int<RadialBasis>("n_neighbors", e => e.Neighbors, (e, v) => e with { Neighbors = v },
            "nearest kernels that a place sees", 1, MaxNeighbors),
        Key.Int<RadialBasis>("n_features", e => e.Features, (e, v) => e with { Features = v },
            "trained features of a kernel", 1, 256),
        Key.Flag<RadialBasis>("normalize", e => e.Normalize, (e, v) => e with { Normalize = v },
            "whether a place's kernel values are divided by their sum"),
        Key.Number<RadialBasis>("floor", e => e.Floor, (e, v) => e with { Floor = v }, "added to that sum", 0, 1),
        FrequencyBand.KeyOf<RadialBasis>("sinusoid", e => e.Sinusoid, (e, v) => e with { Sinusoid = v },
            "weights features by sines of the kernel's value, with frequencies in equal ratios"),
        Key.Word<RadialBasis, RadialPlacement>("init", e => e.Placement, (e, v) => e with { Placement = v },
            "how centres follow from the data"),
        KernelGrowth.KeyOf<RadialBasis>("growth", e => e.Growth, (e, v) => e with { Growth = v }),
        new SchemaKey<RadialBasis>(
            "trainable", "whether kernels move and change shape: false, or a factor on the learning rate",
            (e, node) => e with { Mobility = ReadMobility(node) },
            e => e.Mobility > 0 ? DescriptionNode.Of(e.Mobility) : DescriptionNode.Of(false)));

    private static double ReadMobility(DescriptionNode node)
        => node.Kind switch
        {
            DescriptionKind.Boolean when !node.AsBoolean("trainable") => 0,
            DescriptionKind.Number when node.AsNumber("trainable") is > 0 and <= 1 and var factor => factor,
            _ => throw node.Wrong("trainable", "false, or a factor on the learning rate above 0 and at most 1"),
        };

    private static RadialKernel ReadKernel(DescriptionNode node)
    {
        DescriptionNode type = FormulaKey.TypeOf("kernel", node);
        RadialKernel kernel = RadialKernel.All.FirstOrDefault(k => k.Name == type.Text)
            ?? throw type.Mistake(Nearest.Unknown("kernel", type.Text, RadialKernel.All.Select(k => k.Name)));
        return kernel.With(FormulaKey.ReadConstants(kernel.Name, kernel.Constants, kernel.Values, node));
    }
}
