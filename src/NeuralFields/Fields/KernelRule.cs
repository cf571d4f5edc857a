using NeuralFields.Numerics;
using NeuralFields.RadialBases;
using NeuralFields.Volumes;

namespace NeuralFields.Fields;

/// <summary>When and where kernels of radial bases are placed in a field that is trained by rays.</summary>
/// <remarks>
/// Chen et al. 2023, NeuRBF, place them after a first training without kernels, by opacity times the length of a gradient.
/// Here the gradient is that of the opacity itself, as the cells of the occupancy know it.
/// </remarks>
public static class KernelRule
{
    /// <summary>The step before which kernels are placed, unless a run says otherwise.</summary>
    public const int Step = 256;

    // The points from which clusters and their shapes are found.
    private const int PointsPerKernel = 16;

    // The authors' program divides covariances by this for radiance.
    private const double Share = 0.3;

    private const int Resolution = OccupancyBits.Resolution;

    /// <summary>Tells this draw apart from other uses of the same seed.</summary>
    private const ulong Stream = 0x6B65726E656C73;

    /// <summary>The corners of a space: kernels lie anywhere between, too narrow to matter.</summary>
    public static WeightedPoints Anywhere(VolumeSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return new(3, [0, 0, 0, 1, 1, 1], [1, 1], Pitch(space), 1);
    }

    /// <summary>Places drawn by opacity times its gradient, in coordinates of the field.</summary>
    /// <param name="known">
    /// [cascades · 128³] the optical thickness of the shortest reference step in each cell, in the order of
    /// <see cref="OccupancyBits.CellOf"/>; <see cref="OccupancyRule.Unseen"/> where nothing is known.
    /// </param>
    /// <param name="space">The space.</param>
    /// <param name="kernels">Kernels to place.</param>
    /// <param name="seed">Of the draw.</param>
    /// <returns>Null where nothing is opaque.</returns>
    public static WeightedPoints? Points(ReadOnlySpan<float> known, VolumeSpace space, int kernels, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        double[] sums = Sums(known);
        if (!(sums[^1] > 0)) return null;
        Pcg32 random = new(seed, Stream);
        float[] places = new float[3 * PointsPerKernel * kernels], weights = new float[PointsPerKernel * kernels];
        Array.Fill(weights, 1);
        for (int i = 0; i < weights.Length; i++)
        {
            Place(FirstAbove(sums, random.NextDouble() * sums[^1]), space, ref random, places.AsSpan(3 * i, 3));
        }
        return new(3, places, weights, Pitch(space), 1) { Share = Share };
    }

    private static double Pitch(VolumeSpace space) => 1.0 / (Resolution * space.AabbScale);

    private static int FirstAbove(double[] sums, double number)
    {
        int low = 0, high = sums.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sums[middle] > number) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private static void Place(int cell, VolumeSpace space, ref Pcg32 random, Span<float> place)
    {
        (int cascade, int x, int y, int z) = OccupancyBits.PlaceOf(cell);
        float unit = (1 << cascade) / (float)Resolution, low = 0.5f - (0.5f * (1 << cascade)) - space.Low;
        place[0] = (low + ((x + random.NextFloat()) * unit)) / space.AabbScale;
        place[1] = (low + ((y + random.NextFloat()) * unit)) / space.AabbScale;
        place[2] = (low + ((z + random.NextFloat()) * unit)) / space.AabbScale;
    }

    /// <summary>[cells] running sums of the weights.</summary>
    private static double[] Sums(ReadOnlySpan<float> known)
    {
        float[] opacities = new float[known.Length];
        for (int cell = 0; cell < opacities.Length; cell++) opacities[cell] = OpacityOf(known[cell], cell);
        double[] sums = new double[known.Length];
        double sum = 0;
        for (int cell = 0; cell < sums.Length; cell++)
        {
            if (opacities[cell] > 0) sum += Weight(opacities, cell);
            sums[cell] = sum;
        }
        return sums;
    }

    /// <summary>The opacity of a cell's side; nothing where a finer cascade knows the place better.</summary>
    private static float OpacityOf(float known, int cell)
    {
        (int cascade, int x, int y, int z) = OccupancyBits.PlaceOf(cell);
        bool isInner = cascade > 0 && IsMiddle(x) && IsMiddle(y) && IsMiddle(z);
        if (known == OccupancyRule.Unseen || isInner) return 0;
        float steps = (1 << cascade) / (Resolution * OccupancyRule.Thickness);
        return 1 - (float)DeterministicMath.Exp(-known * steps);
    }

    private static bool IsMiddle(int x) => x is >= Resolution / 4 and < Resolution * 3 / 4;

    /// <summary>Opacity times the length of its central differences, times the area of a cell's side.</summary>
    private static double Weight(float[] opacities, int cell)
    {
        (int cascade, int x, int y, int z) = OccupancyBits.PlaceOf(cell);
        float At(int dx, int dy, int dz)
        {
            (int i, int j, int k) = (x + dx, y + dy, z + dz);
            bool isInside = (uint)i < Resolution && (uint)j < Resolution && (uint)k < Resolution;
            return isInside ? opacities[OccupancyBits.CellOf(cascade, i, j, k)] : 0;
        }
        double a = At(1, 0, 0) - At(-1, 0, 0), b = At(0, 1, 0) - At(0, -1, 0), c = At(0, 0, 1) - At(0, 0, -1);
        return opacities[cell] * Math.Sqrt((a * a) + (b * b) + (c * c)) * (1L << (2 * cascade));
    }
}
