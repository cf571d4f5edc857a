using NeuralFields.Codegen;

namespace NeuralFields.Encodings;

public sealed partial record GridLayout
{
    /// <summary>Writes all levels as an expression graph.</summary>
    /// <param name="x">[Dimensions] coordinates.</param>
    /// <param name="firstParameter">Where the first level's table starts in the field's flat parameter vector.</param>
    /// <param name="y">[OutputCount] receives the features.</param>
    public void Lower(ReadOnlySpan<Expr> x, int firstParameter, Span<Expr> y)
    {
        for (int l = 0; l < Levels.Length; l++) LowerLevel(Levels[l], x, firstParameter, y.Slice(l * Features, Features));
    }

    private void LowerLevel(GridLevel level, ReadOnlySpan<Expr> x, int firstParameter, Span<Expr> y)
    {
        Expr[] weights = new Expr[x.Length];
        UintExpr[] cell = new UintExpr[x.Length];
        for (int d = 0; d < x.Length; d++)
        {
            Expr position = Expr.Fma(x[d], Expr.Const(level.Scale), Expr.Const(level.Shift));
            if (level.Period > 0) position = Fold(level, position);
            Expr low = Expr.Floor(position);
            if (level.LastCell >= 0) low = Expr.Min(Expr.Max(low, Expr.Const(0)), Expr.Const(level.LastCell));
            cell[d] = Expr.FloorToInt(low).ToUint();
            weights[d] = Weight(position - low);
        }
        int corners = Interpolation == GridInterpolation.Nearest ? 1 : 1 << x.Length;
        y.Fill(Expr.Const(0));
        for (int corner = 0; corner < corners; corner++)
            AddCorner(level, corner, cell, weights, firstParameter, y);
    }

    private static Expr Fold(GridLevel level, Expr position)
    {
        double period = level.IsMirrored ? 2 * level.Period : level.Period;
        Expr folded = position - (Expr.Const(period) * Expr.Floor(position * Expr.Const(1 / period)));
        return level.IsMirrored ? Expr.Min(folded, Expr.Const(period) - folded) : folded;
    }

    private Expr Weight(Expr fraction) => Interpolation switch
    {
        GridInterpolation.Nearest => Expr.Const(0),
        GridInterpolation.Smoothstep => fraction * fraction * (Expr.Const(3) - (Expr.Const(2) * fraction)),
        _ => fraction,
    };

    // Bit d of the corner says whether it is the right one along axis d.
    private void AddCorner(
        GridLevel level, int corner, UintExpr[] cell, Expr[] weights, int firstParameter, Span<Expr> y)
    {
        Expr weight = Expr.Const(1);
        for (int d = 0; d < weights.Length; d++)
            weight *= (corner >> d & 1) != 0 ? weights[d] : Expr.Const(1) - weights[d];
        UintExpr first = EntryOf(level, corner, cell) * (uint)Features;
        uint table = (uint)(firstParameter + (level.FirstEntry * Features));
        for (int f = 0; f < Features; f++)
            y[f] = Expr.Fma(weight, ExprGraph.Current.Load(first + (table + (uint)f)), y[f]);
    }

    private static UintExpr EntryOf(GridLevel level, int corner, UintExpr[] cell)
    {
        UintExpr entry = 0u;
        uint stride = 1;
        for (int d = 0; d < cell.Length; d++)
        {
            uint factor = level.Hashed ? GridLayout.Primes[d] : stride;
            UintExpr term = (cell[d] + (uint)(corner >> d & 1)) * factor;
            entry = level.Hashed ? entry ^ term : entry + term;
            stride = unchecked(stride * (uint)level.Resolution);
        }
        return entry % (uint)level.Entries;
    }
}
