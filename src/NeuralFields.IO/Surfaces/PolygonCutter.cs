using NeuralFields.Geometry;

namespace NeuralFields.IO.Surfaces;

/// <summary>
/// Cuts polygons into triangles that face the same way: convex ones as fans, others by cutting off ears in the plane
/// that shows most of them.
/// </summary>
internal sealed class PolygonCutter
{
    // Ears of a polygon of n corners take up to n² tests. A file of nothing but huge concave polygons must still end:
    // this many tests take a few tenths of a second.
    private long _testsLeft = 100_000_000;

    private int[] _ring = [];
    private double[] _u = [], _v = [];

    /// <summary>Concave polygons that were cut as fans because the work had become too much.</summary>
    public int Fanned { get; private set; }

    /// <summary>Replaces a polygon's corners by its triangles.</summary>
    /// <param name="places">[vertices] places.</param>
    /// <param name="room">[3 × (corners − 2)] the corners come first; overwritten.</param>
    /// <param name="corners">Corners, four or more.</param>
    public void Cut(ReadOnlySpan<Point3> places, Span<int> room, int corners)
    {
        Reserve(corners);
        Span<int> ring = _ring.AsSpan(0, corners);
        room[..corners].CopyTo(ring);
        Flatten(places, ring);
        if (IsConvex(corners)) Fan(ring, room);
        else CutEars(ring, room);
    }

    private void Reserve(int corners)
    {
        if (corners <= _ring.Length) return;
        int length = Math.Max(corners, (int)Math.Min(Array.MaxLength, 2L * _ring.Length));
        (_ring, _u, _v) = (new int[length], new double[length], new double[length]);
    }

    private static void Fan(ReadOnlySpan<int> ring, Span<int> room)
    {
        for (int i = 0; i < ring.Length - 2; i++)
            (room[3 * i], room[(3 * i) + 1], room[(3 * i) + 2]) = (ring[0], ring[i + 1], ring[i + 2]);
    }

    /// <summary>
    /// Coordinates in the plane of two axes in which the polygon's area is largest, counter-clockwise (Newell's normal).
    /// </summary>
    private void Flatten(ReadOnlySpan<Point3> places, ReadOnlySpan<int> ring)
    {
        Point3 zero = places[ring[0]], normal = Point3.Zero;
        for (int i = 0; i < ring.Length; i++)
        {
            Point3 a = places[ring[i]] - zero, b = places[ring[(i + 1) % ring.Length]] - zero;
            normal += new Point3((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));
        }
        double x = Math.Abs(normal.X), y = Math.Abs(normal.Y), z = Math.Abs(normal.Z);
        for (int i = 0; i < ring.Length; i++)
        {
            Point3 p = places[ring[i]] - zero;
            (_u[i], _v[i]) = z >= x && z >= y ? (p.X, p.Y) : y >= x ? (p.Z, p.X) : (p.Y, p.Z);
        }
        double facing = z >= x && z >= y ? normal.Z : y >= x ? normal.Y : normal.X;
        if (facing < 0) for (int i = 0; i < ring.Length; i++) _u[i] = -_u[i];
    }

    /// <summary>Whether every corner turns left and the ring goes round once: its direction along u turns twice.</summary>
    private bool IsConvex(int corners)
    {
        int turns = 0;
        for (int i = 0; i < corners; i++)
        {
            int next = (i + 1) % corners, after = (i + 2) % corners;
            if (Turn(i, next, after) <= 0) return false;
            if (_u[next] - _u[i] < 0 != _u[after] - _u[next] < 0) turns++;
        }
        return turns <= 2;
    }

    /// <summary>Cuts off ears until a triangle is left, or a fan where the work has become too much.</summary>
    private void CutEars(Span<int> ring, Span<int> room)
    {
        int left = ring.Length, at = 0, misses = 0;
        for (; left > 3 && _testsLeft > 0; _testsLeft--)
        {
            int before = (at + left - 1) % left, after = (at + 1) % left;
            // A ring that crosses itself may have no ear: after a whole round any corner will do.
            if (misses < left && !IsEar(before, at, after, left))
            {
                (at, misses) = (after, misses + 1);
                continue;
            }
            (room[0], room[1], room[2]) = (ring[before], ring[at], ring[after]);
            room = room[3..];
            Remove(ring, at, left--);
            (at, misses) = (at % left, 0);
        }
        if (left > 3) Fanned++;
        Fan(ring[..left], room);
    }

    private bool IsEar(int a, int b, int c, int count)
    {
        if (Turn(a, b, c) <= 0) return false;
        _testsLeft -= count;
        for (int i = 0; i < count; i++)
        {
            if (i == a || i == b || i == c || IsAt(i, a) || IsAt(i, b) || IsAt(i, c)) continue;
            if (Turn(a, b, i) >= 0 && Turn(b, c, i) >= 0 && Turn(c, a, i) >= 0) return false;
        }
        return true;
    }

    private bool IsAt(int i, int k) => _u[i] == _u[k] && _v[i] == _v[k];

    private double Turn(int a, int b, int c)
        => ((_u[b] - _u[a]) * (_v[c] - _v[a])) - ((_v[b] - _v[a]) * (_u[c] - _u[a]));

    private void Remove(Span<int> ring, int at, int count)
    {
        _testsLeft -= count - at;
        ring[(at + 1)..count].CopyTo(ring[at..]);
        _u.AsSpan(at + 1, count - at - 1).CopyTo(_u.AsSpan(at));
        _v.AsSpan(at + 1, count - at - 1).CopyTo(_v.AsSpan(at));
    }
}
