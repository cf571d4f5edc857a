using NeuralFields.Numerics;

namespace NeuralFields.Rendering.Cameras;

/// <summary>
/// How learnt cameras bend their rays, and how derivatives by rays become those by cameras. See
/// <see cref="CameraCorrection"/> for what turn and zoom are.
/// </summary>
public static class CameraFormula
{
    /// <summary>A direction of the uncorrected camera, corrected.</summary>
    /// <param name="turn">The rotation in Cayley's form.</param>
    /// <param name="zoom">1 + zoom is the factor on tangents.</param>
    /// <param name="direction">Of length 1.</param>
    /// <param name="back">The uncorrected camera's axis, of length 1.</param>
    /// <returns>Of length 1.</returns>
    public static Triple<T> Correct<T>(Triple<T> turn, T zoom, Triple<T> direction, Triple<T> back)
        where T : struct, IReal<T>
        => Turn(turn, Unit(Widened(zoom, direction, back)));

    /// <summary>A direction, turned.</summary>
    public static Triple<T> Turn<T>(Triple<T> turn, Triple<T> v) where T : struct, IReal<T>
    {
        Triple<T> r = T.Const(0.5) * turn, a = Cross(r, v);
        return v + (T.Const(2) / (T.Const(1) + r.Dot(r)) * (a + Cross(r, a)));
    }

    /// <summary>From the derivative by a corrected direction to those by turn and zoom.</summary>
    /// <param name="turn">The rotation in Cayley's form.</param>
    /// <param name="zoom">1 + zoom is the factor on tangents.</param>
    /// <param name="direction">The uncorrected direction, of length 1.</param>
    /// <param name="back">The uncorrected camera's axis, of length 1.</param>
    /// <param name="gradient">The derivative by the corrected direction.</param>
    /// <remarks>
    /// With r half the turn, v the widened direction, a = r×v, b = r×a and k = 2/(1 + r·r), the result is v + k(a + b);
    /// hence ∂/∂r = k(v×g + a×g + v×(g×r)) − k²(g·(a + b))·r.
    /// </remarks>
    public static (Triple<T> ByTurn, T ByZoom) Differentiate<T>(
        Triple<T> turn, T zoom, Triple<T> direction, Triple<T> back, Triple<T> gradient) where T : struct, IReal<T>
    {
        Triple<T> wide = Widened(zoom, direction, back), v = Unit(wide), g = gradient;
        Triple<T> r = T.Const(0.5) * turn, a = Cross(r, v), b = Cross(r, a);
        T k = T.Const(2) / (T.Const(1) + r.Dot(r));
        Triple<T> across = Cross(v, g) + Cross(a, g) + Cross(v, Cross(g, r));
        Triple<T> byHalf = (k * across) - (k * k * g.Dot(a + b) * r);
        // Back through the turn, and through the division by the length.
        Triple<T> inner = Turn(T.Const(-1) * turn, g);
        Triple<T> byWide = T.Const(1) / T.Sqrt(wide.Dot(wide)) * (inner - (v.Dot(inner) * v));
        return (T.Const(0.5) * byHalf, byWide.Dot(Across(direction, back)));
    }

    private static Triple<T> Widened<T>(T zoom, Triple<T> direction, Triple<T> back) where T : struct, IReal<T>
        => direction + (zoom * Across(direction, back));

    private static Triple<T> Across<T>(Triple<T> direction, Triple<T> back) where T : struct, IReal<T>
        => direction - (direction.Dot(back) * back);

    private static Triple<T> Unit<T>(Triple<T> a) where T : struct, IReal<T> => T.Const(1) / T.Sqrt(a.Dot(a)) * a;

    private static Triple<T> Cross<T>(Triple<T> a, Triple<T> b) where T : struct, IReal<T>
        => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));
}
