using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Parameters;
using NeuralFields.RadialBases;

namespace NeuralFields.Tests.RadialBases;

/// <summary>The sizes that NeuRBF's paper and program give.</summary>
public sealed class RadialBudgetTests
{
    [Theory]
    [InlineData(256, 256, 15, 142755, 33280, 2776, 128871, 142751)]
    [InlineData(256, 256, 12, 80419, 8704, 1755, 71623, 80398)]
    [InlineData(512, 512, 24, 431939, 131584, 7935, 392263, 431938)]
    [InlineData(512, 768, 24, 864499, 295424, 15197, 788487, 864472)]
    [InlineData(512, 768, 15, 426483, 66048, 9558, 378663, 426453)]
    [InlineData(512, 768, 14, 270563, 33280, 6230, 239399, 270549)]
    [InlineData(512, 768, 13, 165315, 16896, 3828, 146151, 165291)]
    [InlineData(512, 768, 12, 98771, 8704, 2251, 87495, 98750)]
    [InlineData(2000, 2000, 24, 4732643, 2000512, 73658, 4364327, 4732617)]
    [InlineData(8000, 8000, 24, 61435779, 32000512, 795365, 57458951, 61435776)]
    public void Pictures(int width, int height, int log2, long reference, long grid, int kernels, int trained, int all)
    {
        HashGrid levels = new()
        {
            Levels = 2,
            Log2TableSize = log2,
            FinestResolution = Math.Max(width, height) / 2,
            AlignCorners = true,
        };
        RadialBasis basis = new() { Kernels = kernels };
        Check(2, 3, levels, basis, log2, reference, grid, trained, all);
    }

    [Theory]
    [InlineData(16, 1802385, 898024, 44899, 1622777, 1802373)]
    [InlineData(15, 950417, 472040, 23600, 856009, 950409)]
    [InlineData(14, 497617, 245640, 12280, 448489, 497609)]
    [InlineData(13, 260289, 126976, 6347, 234897, 260285)]
    [InlineData(12, 137409, 65536, 3275, 124305, 137405)]
    public void Distances(int log2, long reference, long grid, int kernels, int trained, int all)
    {
        HashGrid levels = new()
        {
            Levels = 16,
            Features = 1,
            Log2TableSize = log2,
            FinestResolution = 2048,
            AlignCorners = true,
        };
        RadialBasis basis = new() { Kernels = kernels, Features = 16, Neighbors = 8, Shape = RadialShape.Isotropic };
        Check(3, 1, levels, basis, log2, reference, grid, trained, all);
    }

    private static void Check(
        int dimensions, int outputs, HashGrid grid, RadialBasis basis, int log2, long reference, long tables, int trained,
        int all)
    {
        Assert.Equal(reference, RadialBudget.Reference(dimensions, outputs, log2, grid.FinestResolution!.Value));
        Assert.Equal(tables, grid.Layout(dimensions).Levels.Sum(l => (long)l.Entries) * grid.Features);
        int frozen = dimensions + basis.Shape.Count(dimensions);
        Assert.Equal(basis.Kernels, RadialBudget.Kernels(
            reference, tables, grid.OutputCount(dimensions), basis.Features, frozen, outputs));
        Composite encoding = new() { Nested = [new(grid), new(basis)], Bias = true };
        ParameterLayout layout = FieldSpec.Value(dimensions, outputs, encoding, new Mlp()).Layout();
        Assert.Equal((trained, all), (layout.TrainedCount, layout.Count));
    }
}
