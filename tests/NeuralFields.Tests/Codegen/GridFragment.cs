using NeuralFields.Codegen;

namespace NeuralFields.Tests.Codegen;

/// <summary>
/// One hashed grid level in two dimensions with one feature: every integer operation that codegen knows.
/// </summary>
internal static class GridFragment
{
    public const uint TableSize = 16, Offset = 3;
    public const double Scale = 7;

    /// <summary>The hash of a vertex (tiny-cuda-nn, CoherentPrime).</summary>
    public static UintExpr Hash(UintExpr x, UintExpr y) => x ^ (y * 2654435761u);

    /// <summary>The interpolated feature at inputs 0 and 1.</summary>
    public static Expr Build(ExprGraph graph)
    {
        (UintExpr x, Expr fx) = Cell(graph.Input(0));
        (UintExpr y, Expr fy) = Cell(graph.Input(1));
        Expr one = Expr.Const(1), sum = Expr.Const(0);
        for (uint corner = 0; corner < 4; corner++)
        {
            Expr wx = (corner & 1) != 0 ? fx : one - fx, wy = (corner & 2) != 0 ? fy : one - fy;
            UintExpr index = Hash(x + (corner & 1), y + (corner >> 1)) % TableSize;
            sum += wx * wy * graph.Load(index + Offset);
        }
        return sum;
    }

    /// <summary>The same in plain double.</summary>
    public static double Exact(double x, double y, float[] parameters)
    {
        double px = Math.FusedMultiplyAdd(x, Scale, 0.5), py = Math.FusedMultiplyAdd(y, Scale, 0.5), sum = 0;
        double fx = px - Math.Floor(px), fy = py - Math.Floor(py);
        for (uint corner = 0; corner < 4; corner++)
        {
            double weight = ((corner & 1) != 0 ? fx : 1 - fx) * ((corner & 2) != 0 ? fy : 1 - fy);
            uint cx = (uint)(int)Math.Floor(px) + (corner & 1), cy = (uint)(int)Math.Floor(py) + (corner >> 1);
            sum += weight * parameters[((cx ^ (cy * 2654435761u)) % TableSize) + Offset];
        }
        return sum;
    }

    private static (UintExpr Cell, Expr Fraction) Cell(Expr x)
    {
        Expr position = Expr.Fma(x, Expr.Const(Scale), Expr.Const(0.5));
        return (Expr.FloorToInt(position).ToUint(), Expr.Fract(position));
    }
}
