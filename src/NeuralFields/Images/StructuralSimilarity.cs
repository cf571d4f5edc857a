using System.Runtime.Intrinsics;
using NeuralFields.Numerics;

namespace NeuralFields.Images;

/// <summary>
/// SSIM of two pictures that are handed in row by row: per channel, with an 11×11 Gaussian window of σ 1.5 that lies
/// wholly inside, values clipped to [0,1], averaged over windows and channels. Memory grows with the width alone.
/// </summary>
/// <remarks>
/// Wang, Bovik, Sheikh and Simoncelli 2004, Image quality assessment, eq. 13, K₁ = 0.01, K₂ = 0.03, L = 1.
/// </remarks>
public sealed class StructuralSimilarity
{
    /// <summary>Rows and columns of the window.</summary>
    public const int Window = 11;

    private const double C1 = 0.01 * 0.01, C2 = 0.03 * 0.03;

    /// <summary>The window's means of x, y, x², y² and xy.</summary>
    private const int Moments = 5;

    private static readonly double[] s_weights = GaussianWeights(1.5);

    private readonly int _channels, _columns;
    private readonly double[] _row, _ring, _means;
    private readonly int[] _across, _down = new int[Window];
    private int _rows;
    private double _sum;
    private long _windows;

    /// <summary>For pictures of a size.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="channels">Values per pixel.</param>
    public StructuralSimilarity(int width, int channels)
    {
        _channels = channels;
        _columns = Math.Max(0, width - Window + 1) * channels;
        _row = new double[width * channels];
        _ring = new double[Moments * Window * _columns];
        _means = new double[Moments * _columns];
        _across = [.. Enumerable.Range(0, Window).Select(k => k * channels)];
    }

    /// <summary>The mean so far; null while no window fits.</summary>
    public double? Mean => _windows == 0 ? null : _sum / _windows;

    /// <summary>Adds the next row of both pictures.</summary>
    /// <param name="prediction">[width, channels] values.</param>
    /// <param name="reference">[width, channels] values.</param>
    /// <exception cref="ArgumentException">A row's length is not width × channels.</exception>
    public void AddRow(ReadOnlySpan<float> prediction, ReadOnlySpan<float> reference)
    {
        if (prediction.Length != _row.Length || reference.Length != _row.Length)
            throw new ArgumentException(
                $"rows have {prediction.Length} and {reference.Length} values, " +
                $"expected {_row.Length} (width × channels).");
        if (_columns == 0) return;
        for (int moment = 0; moment < Moments; moment++)
        {
            WriteMoment(moment, prediction, reference);
            Filter(_row, _across, _ring.AsSpan(Slot(moment, _rows), _columns));
        }
        if (++_rows >= Window) AddWindows();
    }

    private void AddWindows()
    {
        for (int moment = 0; moment < Moments; moment++)
        {
            for (int k = 0; k < Window; k++) _down[k] = Slot(moment, _rows + k);
            Filter(_ring, _down, _means.AsSpan(moment * _columns, _columns));
        }
        _sum += SumOfWindows();
        _windows += _columns;
    }

    /// <summary>Where a row's moment lies in the ring; the row after the newest is the oldest.</summary>
    private int Slot(int moment, int row) => ((moment * Window) + (row % Window)) * _columns;

    private void WriteMoment(int moment, ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ReadOnlySpan<float> a = moment is 1 or 3 ? y : x, b = moment == 2 ? x : y;
        for (int i = 0; i < _row.Length; i++)
        {
            double value = Math.Clamp(a[i], 0f, 1f);
            _row[i] = moment < 2 ? value : value * Math.Clamp(b[i], 0f, 1f);
        }
    }

    private double SumOfWindows()
    {
        ReadOnlySpan<double> x = _means.AsSpan(0, _columns), y = _means.AsSpan(_columns, _columns);
        ReadOnlySpan<double> xx = _means.AsSpan(2 * _columns, _columns), yy = _means.AsSpan(3 * _columns, _columns);
        ReadOnlySpan<double> xy = _means.AsSpan(4 * _columns, _columns);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double means = x[i] * y[i], squares = (x[i] * x[i]) + (y[i] * y[i]);
            sum += ((2 * means) + C1) * ((2 * (xy[i] - means)) + C2)
                / ((squares + C1) * (xx[i] + yy[i] - squares + C2));
        }
        return sum;
    }

    /// <summary>
    /// results[i] = Σₖ weights[k]·source[offsets[k] + i]: the window's rows or columns, whatever the offsets say.
    /// </summary>
    private static void Filter(ReadOnlySpan<double> source, ReadOnlySpan<int> offsets, Span<double> results)
    {
        ReadOnlySpan<double> weights = s_weights;
        int i = 0;
        for (; i <= results.Length - 4; i += 4)
        {
            Vector256<double> sum = default;
            for (int k = 0; k < Window; k++) sum += Vector256.Create(source[(offsets[k] + i)..]) * weights[k];
            sum.CopyTo(results[i..]);
        }
        for (; i < results.Length; i++)
        {
            double sum = 0;
            for (int k = 0; k < Window; k++) sum += source[offsets[k] + i] * weights[k];
            results[i] = sum;
        }
    }

    private static double[] GaussianWeights(double sigma)
    {
        double[] weights = new double[Window];
        for (int k = 0; k < Window; k++)
        {
            double distance = (k - (Window / 2)) / sigma;
            weights[k] = DeterministicMath.Exp(-0.5 * distance * distance);
        }
        double sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }
}
