namespace NeuralFields.RadialBases;

/// <summary>Widths of kernels from the points around their centres.</summary>
/// <remarks>Chen et al. 2023, NeuRBF, eq. 9, with the factor and the bounds of the authors' program.</remarks>
public static class ClusterShapes
{
    private const double SmallestPitch = 1 / 200.0, LargestExtent = 1 / 10.0, MostCorrelation = 0.999;
    private const float SmallestSquare = 1e-12f;

    /// <summary>The factor M of every centre's precision.</summary>
    /// <param name="points">The points.</param>
    /// <param name="centers">[centres, dimensions].</param>
    /// <param name="shape">What M holds.</param>
    /// <param name="widthFactor">Widths per standard deviation.</param>
    /// <returns>[centres, numbers of M].</returns>
    public static float[] Of(WeightedPoints points, float[] centers, RadialShape shape, double widthFactor)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(centers);
        int dimensions = points.Dimensions, count = centers.Length / dimensions, numbers = shape.Count(dimensions);
        double[] covariances = Covariances(points, centers);
        float[] factors = new float[count * numbers];
        for (int k = 0; k < count; k++)
            Factor(
                covariances.AsSpan(k * dimensions * dimensions, dimensions * dimensions), shape, dimensions,
                (Square(points.Pitch * SmallestPitch), Square(points.Extent * LargestExtent)), widthFactor,
                factors.AsSpan(k * numbers, numbers));
        return factors;
    }

    /// <summary>
    /// Inverse widths of half the distance to the n-th other centre. Whatever place such a kernel reaches, fewer than n
    /// centres are nearer to the place: n of them within w = d/2 of a place that is within w of the centre would lie
    /// within d of the centre.
    /// </summary>
    /// <param name="centers">[centres, dimensions].</param>
    /// <param name="dimensions">Coordinates of a centre.</param>
    /// <param name="shape">What M holds.</param>
    /// <param name="neighbors">n.</param>
    /// <returns>[centres, numbers of M].</returns>
    public static float[] Overlapping(float[] centers, int dimensions, RadialShape shape, int neighbors)
    {
        ArgumentNullException.ThrowIfNull(centers);
        PointTree tree = new(centers, dimensions);
        int found = Math.Min(neighbors + 1, tree.Count);
        int count = shape.Count(dimensions);
        float[] squares = new float[found], factors = new float[tree.Count * count];
        int[] numbers = new int[found];
        for (int k = 0; k < tree.Count; k++)
        {
            tree.Nearest(centers.AsSpan(k * dimensions, dimensions), squares, numbers);
            float inverse = 2 / MathF.Sqrt(MathF.Max(squares[^1], SmallestSquare));
            for (int i = 0; i < (shape == RadialShape.Isotropic ? 1 : dimensions); i++)
                factors[(k * count) + (shape == RadialShape.Full ? RadialShapes.Entry(i, i) : i)] = inverse;
        }
        return factors;
    }

    /// <summary>[centres, dimensions²] weighted covariances of the nearest points, divided by the share.</summary>
    private static double[] Covariances(WeightedPoints points, float[] centers)
    {
        int dimensions = points.Dimensions, size = dimensions * dimensions;
        int[] nearest = WeightedKMeans.Assign(points, centers);
        double[] sums = new double[centers.Length * dimensions], weights = new double[centers.Length / dimensions];
        for (int i = 0; i < nearest.Length; i++)
        {
            double weight = points.Weights[i];
            weights[nearest[i]] += weight;
            for (int a = 0; a < dimensions; a++)
                for (int b = 0; b < dimensions; b++)
                    sums[(nearest[i] * size) + (a * dimensions) + b] += weight
                        * (points[i][a] - centers[(nearest[i] * dimensions) + a])
                        * (points[i][b] - centers[(nearest[i] * dimensions) + b]);
        }
        for (int i = 0; i < sums.Length; i++)
            if (weights[i / size] is > 0 and var weight) sums[i] /= weight * points.Share;
        return sums;
    }

    private static void Factor(
        Span<double> covariance, RadialShape shape, int dimensions, (double Least, double Most) bounds,
        double widthFactor, Span<float> factor)
    {
        if (shape == RadialShape.Isotropic)
        {
            double trace = 0;
            for (int d = 0; d < dimensions; d++) trace += covariance[(d * dimensions) + d];
            factor[0] = (float)(1 / (widthFactor * Math.Sqrt(Math.Clamp(trace, bounds.Least, bounds.Most))));
            return;
        }
        for (int d = 0; d < dimensions; d++)
        {
            ref double variance = ref covariance[(d * dimensions) + d];
            variance = Math.Clamp(variance, bounds.Least, bounds.Most) * Square(widthFactor);
            if (shape == RadialShape.Diagonal) factor[d] = (float)(1 / Math.Sqrt(variance));
        }
        if (shape == RadialShape.Full) Invert(covariance, dimensions, widthFactor, factor);
    }

    /// <summary>
    /// Σ = U·Uᵀ with an upper triangle U gives Σ⁻¹ = M·Mᵀ with the lower triangle M = U⁻ᵀ. Where Σ is not positive
    /// definite, its off-diagonal numbers are halved until it is.
    /// </summary>
    private static void Invert(Span<double> covariance, int dimensions, double widthFactor, Span<float> factor)
    {
        int size = dimensions * dimensions;
        Span<double> upper = stackalloc double[size], inverse = stackalloc double[size];
        for (int a = 0; a < dimensions; a++)
            for (int b = 0; b < dimensions; b++)
            {
                if (a == b) continue;
                double most = MostCorrelation
                    * Math.Sqrt(covariance[(a * dimensions) + a] * covariance[(b * dimensions) + b]);
                ref double entry = ref covariance[(a * dimensions) + b];
                entry = Math.Clamp(entry * Square(widthFactor), -most, most);
            }
        while (!Decompose(covariance, dimensions, upper))
            for (int a = 0; a < dimensions; a++)
                for (int b = 0; b < dimensions; b++)
                    if (a != b) covariance[(a * dimensions) + b] /= 2;
        InvertUpper(upper, dimensions, inverse);
        for (int i = 0; i < dimensions; i++)
            for (int j = 0; j <= i; j++) factor[RadialShapes.Entry(i, j)] = (float)inverse[(j * dimensions) + i];
    }

    private static bool Decompose(ReadOnlySpan<double> covariance, int n, Span<double> upper)
    {
        for (int b = n - 1; b >= 0; b--)
            for (int a = b; a >= 0; a--)
            {
                double rest = covariance[(a * n) + b];
                for (int c = b + 1; c < n; c++) rest -= upper[(a * n) + c] * upper[(b * n) + c];
                if (a == b && !(rest > 1e-6 * covariance[(a * n) + a])) return false;
                upper[(a * n) + b] = a == b ? Math.Sqrt(rest) : rest / upper[(b * n) + b];
            }
        return true;
    }

    private static void InvertUpper(ReadOnlySpan<double> upper, int n, Span<double> inverse)
    {
        for (int b = 0; b < n; b++)
        {
            inverse[(b * n) + b] = 1 / upper[(b * n) + b];
            for (int a = b - 1; a >= 0; a--)
            {
                double sum = 0;
                for (int c = a + 1; c <= b; c++) sum += upper[(a * n) + c] * inverse[(c * n) + b];
                inverse[(a * n) + b] = -sum / upper[(a * n) + a];
            }
        }
    }

    private static double Square(double x) => x * x;
}
