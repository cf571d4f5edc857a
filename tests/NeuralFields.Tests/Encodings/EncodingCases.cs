using NeuralFields.Encodings;
using NeuralFields.Parameters;
using NeuralFields.RadialBases;

namespace NeuralFields.Tests.Encodings;

/// <summary>An encoding under test.</summary>
/// <param name="Encoding">The encoding, small enough to be differentiated number by number.</param>
/// <param name="Inputs">Coordinates per sample.</param>
/// <param name="Outputs">Features per sample, counted by hand.</param>
/// <param name="KinksPerUnit">Slopes jump at multiples of 1/KinksPerUnit at most; 0 for smooth encodings.</param>
public sealed record EncodingCase(Encoding Encoding, int Inputs, int Outputs, int KinksPerUnit = 0)
{
    /// <summary>The first values of the encoding's tensors; tables are enlarged so that they matter.</summary>
    public float[] Parameters(ulong seed)
    {
        ParameterDeclarations declarations = new();
        Encoding.Declare(declarations, Inputs);
        ParameterLayout layout = declarations.ToLayout();
        float[] values = layout.Initialize(seed);
        foreach (ParameterTensor table in layout.Tensors.Where(t => t.Role == ParameterRole.Table))
            foreach (ref float value in values.AsSpan(table.Offset, table.Count)) value *= 1e4f;
        Random random = new((int)seed);
        foreach (ParameterTensor moved in layout.Tensors.Where(t => t.Name.EndsWith("adjustments", StringComparison.Ordinal)))
            foreach (ref float value in values.AsSpan(moved.Offset, moved.Count)) value = (0.5f * random.NextSingle()) - 0.25f;
        return values;
    }

    /// <summary>[count, inputs] points in the unit cube, away from places where slopes jump.</summary>
    public float[] Points(int count, int seed)
    {
        Random random = new(seed);
        float[] points = new float[count * Inputs];
        foreach (ref float x in points.AsSpan())
            do x = random.NextSingle();
            while (KinksPerUnit > 0 && Math.Abs((x * KinksPerUnit) - Math.Round(x * KinksPerUnit)) < 1e-2);
        return points;
    }
}

/// <summary>One or more cases for every registered encoding.</summary>
public static class EncodingCases
{
    public static IReadOnlyDictionary<string, EncodingCase> All { get; } = new Dictionary<string, EncodingCase>
    {
        ["identity"] = new(new Identity { Scale = 2, Offset = -0.25 }, 3, 3),
        ["frequency"] = new(new Frequency { Frequencies = 6 }, 2, 24),
        ["fourier"] = new(new FourierFeatures { Features = 7, Sigma = 2 }, 3, 14),
        ["oneblob"] = new(new OneBlob { Bins = 8 }, 2, 16),
        ["triangle"] = new(new TriangleWave { Frequencies = 5 }, 2, 10, 32),
        ["sh4"] = new(new SphericalHarmonics(), 3, 16),
        ["sh8"] = new(new SphericalHarmonics { Degree = 8 }, 3, 64),
        ["hash2"] = new(
            new HashGrid { Levels = 4, Log2TableSize = 8, BaseResolution = 4, PerLevelScale = 2 }, 2, 8, 62),
        ["hash3"] = new(
            new HashGrid { Levels = 3, Features = 4, Log2TableSize = 6, BaseResolution = 3, PerLevelScale = 2 },
            3, 12, 220),
        ["hash smooth"] = new(
            new HashGrid
            {
                Levels = 2,
                Features = 1,
                Log2TableSize = 5,
                BaseResolution = 5,
                PerLevelScale = 1,
                Interpolation = GridInterpolation.Smoothstep,
            },
            3, 2, 8),
        ["hash nearest"] = new(
            new HashGrid
            {
                Levels = 1,
                Features = 8,
                Log2TableSize = 5,
                BaseResolution = 9,
                PerLevelScale = 1,
                Interpolation = GridInterpolation.Nearest,
            },
            2, 8, 16),
        ["tiled"] = new(new TiledGrid { Levels = 2, BaseResolution = 5, PerLevelScale = 2 }, 2, 4, 72),
        ["dense"] = new(new DenseGrid { Levels = 2, BaseResolution = 5, PerLevelScale = 2 }, 2, 4, 72),
        ["dense aligned"] = new(
            new DenseGrid { Levels = 2, BaseResolution = 5, PerLevelScale = 2, AlignCorners = true }, 2, 4, 36),
        ["dictionary2"] = new(
            new DictionaryGrid { Grids = 4, BaseResolution = 3, LastResolution = 5, FirstBand = 2, LastBand = 2 }, 2, 12, 72),
        ["dictionary3"] = new(
            new DictionaryGrid
            {
                Grids = 2,
                Features = 4,
                FineFeatures = 1,
                BaseResolution = 3,
                LastResolution = 4,
                FirstBand = 3,
                LastBand = 4,
                Fold = TileFold.Triangle,
            },
            3, 5, 12),
        ["latent"] = new(new Latent { Features = 5 }, 3, 5),
        ["radial"] = new(
            new RadialBasis { Kernels = 9, Neighbors = 3, Features = 5, Sinusoid = new(0.5, 4) }, 2, 5),
        ["radial mobile"] = new(
            new RadialBasis { Kernels = 9, Neighbors = 3, Features = 5, Sinusoid = new(0.5, 4), Mobility = 1 }, 2, 5),
        ["radial mobile round"] = new(
            new RadialBasis
            {
                Kernel = RadialKernel.Find("Gaussian"),
                Shape = RadialShape.Isotropic,
                Kernels = 12,
                Neighbors = 4,
                Features = 18,
                Mobility = 1,
            },
            3, 18),
        ["radial tent"] = new(
            new RadialBasis
            {
                Kernel = RadialKernel.Find("Tent"),
                Shape = RadialShape.Isotropic,
                Kernels = 20,
                Neighbors = 4,
                Features = 18,
            },
            3, 18),
        ["radial smooth"] = new(
            new RadialBasis
            {
                Kernel = RadialKernel.Find("WendlandC2"),
                Shape = RadialShape.Diagonal,
                Width = RadialWidth.Overlap,
                Kernels = 8,
                Neighbors = 8,
                Features = 3,
                Floor = 0.02,
            },
            2, 3),
        ["radial and grid"] = new(
            new Composite
            {
                Nested =
                [
                    new(new DenseGrid { Levels = 2, BaseResolution = 5, PerLevelScale = 2, AlignCorners = true }),
                    new(new RadialBasis
                    {
                        Kernel = RadialKernel.Find("Gaussian"),
                        Kernels = 12,
                        Features = 6,
                        Normalize = false,
                        Sinusoid = new(1, 8),
                    }),
                ],
                Bias = true,
            },
            2, 10, 36),
        ["composite"] = new(
            new Composite
            {
                Nested =
                [
                    new(new SphericalHarmonics { Degree = 3 }, Count: 3),
                    new(new HashGrid { Levels = 1, Log2TableSize = 5, BaseResolution = 5 }, Count: 2),
                    new(new FourierFeatures { Features = 3, Sigma = 1 }),
                ],
            },
            6, 9 + 2 + 6, 8),
        ["sum"] = new(
            new Composite
            {
                Nested = [new(new OneBlob { Bins = 6 }), new(new FourierFeatures { Features = 6, Sigma = 1 })],
                Reduction = CompositeReduction.Sum,
            },
            2, 12),
        ["product"] = new(
            new Composite
            {
                Nested =
                [
                    new(new Identity { Offset = 1 }, Count: 2), new(new Identity { Scale = 3 }, Count: 2),
                    new(new Identity { Offset = 0.5 }, Count: 2, Begin: 1),
                ],
                Reduction = CompositeReduction.Product,
            },
            4, 2),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Cases that run through pointwise kernels alone.</summary>
    public static IEnumerable<string> PointwiseNames => All.Keys.Where(
        name => PartsOf(All[name]).All(p => p is PointwisePart));

    public static List<EncodingPart> PartsOf(EncodingCase test)
    {
        List<EncodingPart> parts = [];
        test.Encoding.AddParts(parts, 0..test.Inputs, 0, 0);
        return parts;
    }
}
