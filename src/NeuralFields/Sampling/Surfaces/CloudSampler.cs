using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Numerics;
using NeuralFields.Training;

namespace NeuralFields.Sampling;

/// <summary>
/// Samples of a point cloud for losses of value and gradient: points with their normals, places beside points, places
/// anywhere in the domain, and a quarter of those on its border. A sample is a pure function of its number and the
/// seed.
/// </summary>
/// <remarks>
/// Targets are the kind (0 off the surface, 1 on it, 2 at the border) and the normal, zero off the surface.
/// </remarks>
public sealed class CloudSampler : ISampleSource
{
    /// <summary>One in so many of the places anywhere lies on the domain's border.</summary>
    private const int BorderEvery = 4;

    private readonly Vector3[] _points;
    private readonly Vector3[]? _normals;
    private readonly float[] _spread;
    private readonly Vector3 _low, _size;
    private readonly ulong _seed;
    private readonly int _batch, _on, _near;

    /// <summary>A sampler.</summary>
    /// <param name="points">[n] places in field coordinates.</param>
    /// <param name="normals">[n] unit normals, or null.</param>
    /// <param name="spread">[n] standard deviations of the samples beside each point.</param>
    /// <param name="domain">Where samples may lie.</param>
    /// <param name="mix">How many samples are of which kind.</param>
    /// <param name="training">Batch size and seed.</param>
    public CloudSampler(
        Vector3[] points, Vector3[]? normals, float[] spread, Box3 domain, SurfaceMix mix, TrainingSpec training)
    {
        ArgumentNullException.ThrowIfNull(training);
        (_points, _normals, _spread, _seed, _batch) = (points, normals, spread, training.Seed, training.BatchSize);
        (_low, _size) = (domain.Min.ToVector3(), domain.Size.ToVector3());
        (_on, _near, _) = mix.Split(_batch);
    }

    /// <inheritdoc/>
    public int InputCount => 3;

    /// <inheritdoc/>
    public int TargetCount => 4;

    /// <inheritdoc/>
    public void Fill(long firstSample, SampleRows inputs, SampleRows targets)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            long number = firstSample + i;
            SampleRandom random = new(_seed, Stream, number);
            (Vector3 place, float kind, Vector3 normal) = Draw((int)(number % _batch), ref random);
            (inputs[0][i], inputs[1][i], inputs[2][i]) = (place.X, place.Y, place.Z);
            (targets[0][i], targets[1][i], targets[2][i], targets[3][i]) = (kind, normal.X, normal.Y, normal.Z);
        }
    }

    private (Vector3 Place, float Kind, Vector3 Normal) Draw(int place, ref SampleRandom random)
    {
        if (place >= _on + _near) return Anywhere(ref random, isBorder: place % BorderEvery == 0);
        int point = random.Index(_points.Length);
        return place < _on
            ? (_points[point], 1, _normals?[point] ?? default)
            : (Inside(_points[point] + (_spread[point] * random.Bell3())), 0, default);
    }

    private (Vector3 Place, float Kind, Vector3 Normal) Anywhere(ref SampleRandom random, bool isBorder)
    {
        Vector3 part = random.Unit3();
        if (!isBorder) return (_low + (_size * part), 0, default);
        int face = random.Index(6);
        part[face >> 1] = face & 1;
        return (_low + (_size * part), 2, default);
    }

    private Vector3 Inside(Vector3 place) => Vector3.Clamp(place, _low, _low + _size);

    /// <summary>Tells these samples apart from other uses of the same seed.</summary>
    private const ulong Stream = 0x636C6F7564;
}
