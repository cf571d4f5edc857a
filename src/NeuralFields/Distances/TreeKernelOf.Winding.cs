using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

internal sealed unsafe partial class TreeKernelOf<T>
{
    /// <inheritdoc/>
    [SkipLocalsInit]
    public override float SolidAngle(TriangleBlocks tree, DipoleMoments dipoles, Vector3 place)
    {
        float* moments = dipoles.Rows.Pointer, corners = tree.Corners.Pointer;
        int* children = tree.Children.Pointer;
        int* stack = stackalloc int[TreeNodes.StackLength];
        float* sums = stackalloc float[Width];
        for (int i = 0; i < Width; i++) sums[i] = 0;
        T x = Set(place.X), y = Set(place.Y), z = Set(place.Z);
        int top = 0;
        stack[0] = 0;
        while (top >= 0)
        {
            int child = stack[top--];
            if (child < 0)
            {
                AddAngles(corners + (~child * TriangleBlocks.CornerRows * Width), x, y, z, sums);
                continue;
            }
            int* nodes = children + (child * Width);
            uint near = AddDipoles(moments + (child * DipoleMoments.RowCount * Width), x, y, z, sums);
            for (; near != 0; near &= near - 1) stack[++top] = nodes[BitOperations.TrailingZeroCount(near)];
        }
        // Halves onto halves, so that every lane width adds in the same order.
        for (int half = Width / 2; half > 0; half /= 2)
            for (int i = 0; i < half; i++) sums[i] += sums[i + half];
        return sums[0];
    }

    /// <summary>
    /// Adds the solid angles of the far clusters among 16 and returns a bit for each near one. With d from the point
    /// to the middle: (N·d + tr S) / |d|³ − 3 dᵀS d / |d|⁵.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint AddDipoles(float* row, T x, T y, T z, float* sums)
    {
        uint far = 0;
        for (int i = 0; i < Width; i += T.Width, row += T.Width)
        {
            T dx = T.Load(row) - x, dy = T.Load(row + Width) - y, dz = T.Load(row + (2 * Width)) - z;
            T squared = T.Fma(dx, dx, T.Fma(dy, dy, dz * dz)), limit = T.Load(row + (12 * Width));
            T inverse = T.Const(1) / T.Sqrt(squared), inverseSquare = inverse * inverse;
            T sxx = T.Load(row + (6 * Width)), syy = T.Load(row + (7 * Width)), szz = T.Load(row + (8 * Width));
            T flux = T.Fma(T.Load(row + (3 * Width)), dx, T.Fma(T.Load(row + (4 * Width)), dy,
                T.Fma(T.Load(row + (5 * Width)), dz, sxx + syy + szz)));
            T first = T.Fma(sxx, dx, T.Fma(T.Load(row + (9 * Width)), dy, T.Load(row + (10 * Width)) * dz));
            T second = T.Fma(syy, dy, T.Load(row + (11 * Width)) * dz);
            T form = T.Fma(first, dx, T.Fma(second, dy, szz * dz * dz));
            T angle = inverse * inverseSquare * T.Fma(T.Const(-3) * inverseSquare, form, flux);
            angle = T.IfLess(squared, limit, T.Const(0), angle);
            (T.Load(sums + i) + angle).Store(sums + i);
            far |= T.AtMost(limit, squared) << i;
        }
        return ~far & ((1u << Width) - 1);
    }

    /// <summary>Adds the solid angles of 16 triangles.</summary>
    /// <remarks>van Oosterom and Strackee 1983, The solid angle of a plane triangle, eq. 8.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddAngles(float* corner, T x, T y, T z, float* sums)
    {
        for (int i = 0; i < Width; i += T.Width, corner += T.Width)
        {
            T ax = T.Load(corner), ay = T.Load(corner + Width), az = T.Load(corner + (2 * Width));
            T bx = T.Load(corner + (3 * Width)), by = T.Load(corner + (4 * Width));
            T bz = T.Load(corner + (5 * Width)), cx = T.Load(corner + (6 * Width));
            T cy = T.Load(corner + (7 * Width)), cz = T.Load(corner + (8 * Width));
            T abx = bx - ax, aby = by - ay, abz = bz - az, acx = cx - ax, acy = cy - ay, acz = cz - az;
            (ax, ay, az) = (ax - x, ay - y, az - z);
            (bx, by, bz) = (bx - x, by - y, bz - z);
            (cx, cy, cz) = (cx - x, cy - y, cz - z);
            // With sides instead of corners the volume keeps its digits far away.
            T volume = T.Fma(ax, T.Fma(aby, acz, -(abz * acy)), T.Fma(ay, T.Fma(abz, acx, -(abx * acz)),
                az * T.Fma(abx, acy, -(aby * acx))));
            T a = Length(ax, ay, az), b = Length(bx, by, bz), c = Length(cx, cy, cz);
            T cosines = T.Fma(Dot(ax, ay, az, bx, by, bz), c, T.Fma(Dot(bx, by, bz, cx, cy, cz), a,
                Dot(cx, cy, cz, ax, ay, az) * b));
            T half = MathApprox.Atan2(volume, T.Fma(a * b, c, cosines));
            // Missing triangles are NaN and compare false.
            half = T.IfLess(T.Abs(half), T.Const(4), half, T.Const(0));
            T.Fma(T.Const(2), half, T.Load(sums + i)).Store(sums + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Dot(T ax, T ay, T az, T bx, T by, T bz) => T.Fma(ax, bx, T.Fma(ay, by, az * bz));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Length(T x, T y, T z) => T.Sqrt(Dot(x, y, z, x, y, z));
}
