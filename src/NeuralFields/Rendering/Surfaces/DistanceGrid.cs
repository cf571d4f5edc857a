using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>
/// The field's distances at the nodes of a coarse lattice over its domain, evaluated once: empty space is crossed and
/// soft shadows are gathered without the network.
/// </summary>
internal sealed class DistanceGrid
{
    private readonly float[] _whole, _distances;
    private readonly Vector3 _min, _max, _last;
    private readonly float _perUnit;
    private readonly int _countX, _countXY;

    private DistanceGrid(
        float[] whole, DistanceCut cut, Vector3 min, Vector3 max, float cell, (int X, int Y, int Z) counts)
    {
        (_whole, _min, _max, Cell, _perUnit, Counts) = (whole, min, max, cell, 1 / cell, counts);
        (_countX, _countXY) = (counts.X, counts.X * counts.Y);
        _last = new(counts.X - 1, counts.Y - 1, counts.Z - 1);
        _distances = new float[whole.Length];
        for (int i = 0; i < whole.Length; i++) _distances[i] = cut.Of(Node(i), whole[i]);
        SlopeLimit.Apply(_distances, counts, cell);
    }

    /// <summary>Nodes per axis.</summary>
    public (int X, int Y, int Z) Counts { get; }

    /// <summary>[z, y, x] distances at the nodes, held to what distances can be.</summary>
    public ReadOnlyMemory<float> Distances => _distances;

    /// <summary>The corner of least coordinates; nodes follow from it in steps of a cell.</summary>
    public Vector3 Min => _min;

    /// <summary>The corner of largest coordinates.</summary>
    public Vector3 Max => _max;

    /// <summary>Length of a cell's side in field units.</summary>
    public float Cell { get; }

    /// <summary>The middle of the domain.</summary>
    public Vector3 Center => (_min + _max) * 0.5f;

    /// <summary>Half the domain's diagonal.</summary>
    public float Radius => 0.5f * Vector3.Distance(_min, _max);

    /// <summary>Nodes, each evaluated once.</summary>
    public int NodeCount => _distances.Length;

    /// <summary>
    /// How far an interpolated distance may lie above the field's: a function of slope 1 differs from its value at a
    /// node by the distance to it, and the root of the weighted mean square of those distances is at most √3/2 cells.
    /// </summary>
    public float Slack => 0.8660254f * Cell;

    /// <summary>Evaluates the lattice.</summary>
    /// <param name="field">The distances.</param>
    /// <param name="domain">The box, in field coordinates.</param>
    /// <param name="resolution">Cells along the box's longest side.</param>
    /// <param name="cancellation">Ends the work between two layers.</param>
    public static DistanceGrid Of(DistanceProgram field, Box3 domain, int resolution, CancellationToken cancellation)
    {
        Vector3 min = domain.Min.ToVector3(), size = domain.Size.ToVector3();
        float cell = Math.Max((float)domain.Size.Largest, float.Epsilon) / resolution;
        int nx = Nodes(size.X, cell), ny = Nodes(size.Y, cell), nz = Nodes(size.Z, cell);
        float[] distances = new float[nx * ny * nz];
        Vector3[] layer = new Vector3[nx * ny];
        for (int z = 0; z < nz; z++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < layer.Length; i++)
                layer[i] = Vector3.Min(min + size, min + (new Vector3(i % nx, i / nx, z) * cell));
            field.EvaluateWhole(layer, distances.AsSpan(z * layer.Length, layer.Length));
        }
        return new(distances, field.Cut, min, min + size, cell, (nx, ny, nz));
    }

    /// <summary>The lattice of another surface of the same field; the field is not asked again.</summary>
    public DistanceGrid With(DistanceCut cut) => new(_whole, cut, _min, _max, Cell, Counts);

    private Vector3 Node(int i)
    {
        (int z, int layer) = Math.DivRem(i, _countXY);
        (int y, int x) = Math.DivRem(layer, _countX);
        return Vector3.Min(_max, _min + (new Vector3(x, y, z) * Cell));
    }

    /// <summary>The trilinear distance at a place; beyond the domain, the way to the domain comes on top.</summary>
    /// <param name="place">Field coordinates.</param>
    public float Interpolate(Vector3 place) => Interpolate(place, out _);

    /// <summary>The trilinear distance at a place; beyond the domain, the way to the domain comes on top.</summary>
    /// <param name="place">Field coordinates.</param>
    /// <param name="beyond">The way to the domain, by twice of which the result may be too large.</param>
    public float Interpolate(Vector3 place, out float beyond)
    {
        Vector3 inside = Vector3.Min(_max, Vector3.Max(_min, place));
        beyond = inside == place ? 0 : Vector3.Distance(inside, place);
        return InterpolateInside(inside) + beyond;
    }

    /// <summary>
    /// Goes along a ray for as long as the lattice proves that there is no surface.
    /// </summary>
    /// <param name="origin">The ray's origin.</param>
    /// <param name="direction">Its direction, of length 1.</param>
    /// <param name="t">Where it is.</param>
    /// <param name="end">Where it leaves the domain.</param>
    /// <returns>Where the field has to be asked, or more than <paramref name="end"/>.</returns>
    public float Skip(Vector3 origin, Vector3 direction, float t, float end)
    {
        float shortest = 0.25f * Cell;
        while (t <= end)
        {
            Vector3 place = Vector3.Min(_max, Vector3.Max(_min, origin + (direction * t)));
            float bound = (SlopeLimit.Certainty * InterpolateInside(place)) - Slack;
            // Also where a field is broken: NaN is for the field itself to say.
            if (!(bound > shortest)) return t;
            t += bound;
        }
        return t;
    }

    private static int Nodes(float side, float cell) => Math.Max(2, (int)MathF.Ceiling((side / cell) - 1e-3f) + 1);

    private float InterpolateInside(Vector3 place)
    {
        Vector3 p = Vector3.Min(_last, (place - _min) * _perUnit);
        int x = Math.Min((int)p.X, (int)_last.X - 1), y = Math.Min((int)p.Y, (int)_last.Y - 1);
        int z = Math.Min((int)p.Z, (int)_last.Z - 1);
        float u = p.X - x, v = p.Y - y, w = p.Z - z;
        ReadOnlySpan<float> d = _distances.AsSpan((z * _countXY) + (y * _countX) + x);
        int above = _countX, behind = _countXY;
        float front = Mix(Mix(d[0], d[1], u), Mix(d[above], d[above + 1], u), v);
        float back = Mix(Mix(d[behind], d[behind + 1], u), Mix(d[behind + above], d[behind + above + 1], u), v);
        return Mix(front, back, w);
    }

    private static float Mix(float a, float b, float t) => a + ((b - a) * t);
}
