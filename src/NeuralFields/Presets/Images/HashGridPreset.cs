using NeuralFields.Encodings;
using NeuralFields.Networks;
using NeuralFields.Schedules;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>Multiresolution hash grid (Müller et al. 2022), sized for the picture.</summary>
internal sealed class HashGridPreset : ImagePreset
{
    private const int Megapixel = 1 << 20;
    private const int SmallestLog2Table = 15, LargestLog2Table = 24;

    public override string Name => "hashgrid";

    public override string Summary => "multiresolution hash grid and a small ReLU network: fast and sharp; the default";

    public override ImageScene Create(ImageShape image) => new()
    {
        Encoding = new HashGrid
        {
            Levels = 16,
            Features = 2,
            BaseResolution = 16,
            Log2TableSize = Log2TableSize(image.PixelCount),
            FinestResolution = Math.Max(image.Width, image.Height),
        },
        Network = new Mlp { Width = 64, HiddenLayers = 2, Activation = Named("ReLU") },
        Training = new()
        {
            BatchSize = image.PixelCount > 2 * Megapixel ? 16384 : 8192,
            Optimizer = TableAdam(1e-2, new Exponential { Start = 0.5, Final = 0.01 }),
        },
    };

    /// <summary>One bit more for every doubling beyond a megapixel.</summary>
    internal static int Log2TableSize(long pixels)
    {
        int log2 = SmallestLog2Table;
        for (long reach = Megapixel; reach < pixels && log2 < LargestLog2Table; reach *= 2) log2++;
        return log2;
    }
}
