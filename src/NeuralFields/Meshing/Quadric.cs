using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Meshing;

/// <summary>A weighted sum of squared distances from planes and places: pᵀA p + 2 b·p + c.</summary>
/// <remarks>Garland and Heckbert 1997, Surface Simplification Using Quadric Error Metrics, section 4.</remarks>
internal readonly struct Quadric
{
    private readonly double _xx, _xy, _xz, _yy, _yz, _zz, _bx, _by, _bz, _c;

    private Quadric(
        double xx, double xy, double xz, double yy, double yz, double zz, double bx, double by, double bz, double c)
        => (_xx, _xy, _xz, _yy, _yz, _zz, _bx, _by, _bz, _c) = (xx, xy, xz, yy, yz, zz, bx, by, bz, c);

    /// <summary>Squared distance from a plane.</summary>
    /// <param name="normal">Unit normal.</param>
    /// <param name="place">A place on the plane.</param>
    /// <param name="weight">Factor.</param>
    public static Quadric OfPlane(Vector3 normal, Vector3 place, double weight)
    {
        (double x, double y, double z) = (normal.X, normal.Y, normal.Z);
        double d = -((x * place.X) + (y * place.Y) + (z * place.Z)), wd = weight * d;
        return new(
            weight * x * x, weight * x * y, weight * x * z, weight * y * y, weight * y * z, weight * z * z, wd * x, wd * y,
            wd * z, wd * d);
    }

    /// <summary>Squared distance from a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="weight">Factor.</param>
    public static Quadric OfPlace(Vector3 place, double weight)
    {
        (double x, double y, double z) = (place.X, place.Y, place.Z);
        return new(
            weight, 0, 0, weight, 0, weight, -weight * x, -weight * y, -weight * z,
            weight * ((x * x) + (y * y) + (z * z)));
    }

    /// <summary>The sum.</summary>
    public static Quadric operator +(in Quadric a, in Quadric b) => new(
        a._xx + b._xx, a._xy + b._xy, a._xz + b._xz, a._yy + b._yy, a._yz + b._yz, a._zz + b._zz, a._bx + b._bx,
        a._by + b._by, a._bz + b._bz, a._c + b._c);

    /// <summary>The place of the least value, and that value; no number where the place is not unique.</summary>
    public (Point3 Place, double Value) Least()
    {
        double c0 = (_yy * _zz) - (_yz * _yz), c1 = (_xz * _yz) - (_xy * _zz), c2 = (_xy * _yz) - (_xz * _yy);
        double c3 = (_xx * _zz) - (_xz * _xz), c4 = (_xy * _xz) - (_xx * _yz), c5 = (_xx * _yy) - (_xy * _xy);
        double scale = -1 / ((_xx * c0) + (_xy * c1) + (_xz * c2));
        Point3 p = new(
            scale * ((c0 * _bx) + (c1 * _by) + (c2 * _bz)), scale * ((c1 * _bx) + (c3 * _by) + (c4 * _bz)),
            scale * ((c2 * _bx) + (c4 * _by) + (c5 * _bz)));
        return (p, Math.Max(0, _c + (_bx * p.X) + (_by * p.Y) + (_bz * p.Z)));
    }
}
