using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

/// <summary>
/// Random points of a mesh's surface, uniform by area. Point i of a seed is a function of mesh, seed and i alone: any run
/// of them can be drawn anywhere, in any order.
/// </summary>
/// <remarks>
/// Triangles are picked with the alias method (Walker 1977; table after Vose 1991), places in them by folding a
/// parallelogram. Places are relative to the mesh's origin.
/// </remarks>
public sealed class SurfacePoints
{
    /// <summary>Tells these hashes from those of other uses of the same seed.</summary>
    private const ulong Stream = 0x5F4C;

    private const double TwoToMinus32 = 1.0 / (1L << 32);

    private readonly TriangleMesh _mesh;
    private readonly int[] _alias;
    private readonly uint[] _threshold;

    /// <summary>Prepares a mesh.</summary>
    /// <exception cref="InputException">Its triangles have no area.</exception>
    public SurfacePoints(TriangleMesh mesh)
    {
        _mesh = mesh;
        double[] areas = new double[mesh.TriangleCount];
        for (int i = 0; i < areas.Length; i++)
        {
            (Vector3 a, Vector3 b, Vector3 c) = mesh.Triangle(i);
            Area += areas[i] = TriangleGeometry.AreaNormal(a, b, c).Length;
        }
        if (!(Area > 0 && double.IsFinite(Area)))
            throw new InputException($"mesh: the area of its {areas.Length} triangles is {Area} — expected above 0.");
        (_alias, _threshold) = AliasTable(areas, Area);
    }

    /// <summary>The area of all triangles, in the mesh's units squared.</summary>
    public double Area { get; }

    /// <summary>Draws points <paramref name="first"/> … of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="first">The number of the first point.</param>
    /// <param name="places">[n] places on the surface, overwritten.</param>
    /// <param name="triangles">[n] the triangles they lie on, or empty.</param>
    /// <exception cref="ArgumentException">A length disagrees with that of <paramref name="places"/>.</exception>
    public void Fill(ulong seed, long first, Span<Vector3> places, Span<int> triangles = default)
    {
        if (!triangles.IsEmpty) Shape.Require(triangles.Length, places.Length, "one per point");
        ulong counter = Hash.Mix(seed, Stream, 0) + ((ulong)first * Hash.Weyl);
        for (int i = 0; i < places.Length; i++, counter += Hash.Weyl)
        {
            ulong bits = Hash.Mix(counter);
            int triangle = Pick(bits);
            places[i] = Within(triangle, Hash.Mix(bits ^ Stream));
            if (!triangles.IsEmpty) triangles[i] = triangle;
        }
    }

    /// <summary>
    /// Draws points near the surface: points <paramref name="first"/> … of a seed, each moved by a normal random number
    /// of standard deviation <paramref name="sigma"/> along every axis.
    /// </summary>
    /// <param name="seed">The seed; the points before the move are those of <see cref="Fill"/>.</param>
    /// <param name="first">The number of the first point.</param>
    /// <param name="sigma">Standard deviation, in the mesh's units.</param>
    /// <param name="places">[n] places, overwritten.</param>
    /// <param name="offsets">[n] how far each was moved, a bound of its distance; or empty.</param>
    /// <exception cref="ArgumentException">A length disagrees with that of <paramref name="places"/>.</exception>
    public void FillNear(ulong seed, long first, float sigma, Span<Vector3> places, Span<float> offsets = default)
    {
        if (!offsets.IsEmpty) Shape.Require(offsets.Length, places.Length, "one per point");
        Fill(seed, first, places);
        ulong counter = Hash.Mix(seed, Stream, 1) + ((ulong)first * Hash.Weyl);
        for (int i = 0; i < places.Length; i++, counter += Hash.Weyl)
        {
            Vector3 offset = sigma * Gaussian(Hash.Mix(counter));
            places[i] += offset;
            if (!offsets.IsEmpty) offsets[i] = offset.Length();
        }
    }

    /// <summary>The unit normal of a triangle's front; zero where it has no area.</summary>
    /// <param name="triangle">Its number.</param>
    public Vector3 Normal(int triangle)
    {
        (Vector3 a, Vector3 b, Vector3 c) = _mesh.Triangle(triangle);
        return TriangleGeometry.UnitNormal(a, b, c).ToVector3();
    }

    private int Pick(ulong bits)
    {
        int cell = (int)(((bits >> 32) * (ulong)_alias.Length) >> 32);
        return (uint)bits < _threshold[cell] ? cell : _alias[cell];
    }

    private Vector3 Within(int triangle, ulong bits)
    {
        (Vector3 a, Vector3 b, Vector3 c) = _mesh.Triangle(triangle);
        double u = (uint)bits * TwoToMinus32, v = (uint)(bits >> 32) * TwoToMinus32;
        if (u + v > 1) (u, v) = (1 - u, 1 - v);
        Point3 origin = Point3.Of(a);
        return (origin + ((Point3.Of(b) - origin) * u) + ((Point3.Of(c) - origin) * v)).ToVector3();
    }

    /// <summary>Three standard normal numbers (Box and Muller 1958).</summary>
    private static Vector3 Gaussian(ulong bits)
    {
        (float x, float y) = GaussianPair(bits);
        return new(x, y, GaussianPair(Hash.Mix(bits ^ Stream)).First);
    }

    private static (float First, float Second) GaussianPair(ulong bits)
    {
        // 24 bits each; the first in (0, 1], so that its logarithm exists.
        float radius = ((uint)(bits >> 40) + 1) * (1f / (1 << 24)), turn = ((uint)bits >> 8) * (1f / (1 << 24));
        float length = MathF.Sqrt(-2 * MathApprox.Log(new Lanes1(radius)).Value);
        (Lanes1 sin, Lanes1 cos) = MathApprox.SinCos(new Lanes1(turn * (2 * MathF.PI)));
        return (length * cos.Value, length * sin.Value);
    }

    /// <summary>
    /// Cells of equal weight, each shared by two triangles: the cell's own below the threshold, the alias above.
    /// </summary>
    private static (int[] Alias, uint[] Threshold) AliasTable(double[] areas, double sum)
    {
        int[] alias = new int[areas.Length];
        Array.Fill(alias, Array.IndexOf(areas, areas.Max()));
        uint[] threshold = new uint[areas.Length];
        Array.Fill(threshold, uint.MaxValue);
        double[] share = [.. areas.Select(area => area / sum * areas.Length)];
        Stack<int> small = new(), large = new();
        for (int i = areas.Length - 1; i >= 0; i--) (share[i] < 1 ? small : large).Push(i);
        while (small.Count > 0 && large.Count > 0)
        {
            int less = small.Pop(), more = large.Peek();
            alias[less] = more;
            threshold[less] = (uint)(share[less] * uint.MaxValue);
            share[more] -= 1 - share[less];
            if (share[more] < 1) small.Push(large.Pop());
        }
        // Rounding leaves some here; what they lack goes to the largest triangle, nothing to those without area.
        foreach (int less in small) threshold[less] = (uint)(Math.Min(1, share[less]) * uint.MaxValue);
        return (alias, threshold);
    }
}
