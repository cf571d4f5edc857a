using NeuralFields.Codegen;
using NeuralFields.RadialBases;

namespace NeuralFields.Encodings;

public sealed partial record RadialBasis
{
    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, int firstParameter, Span<Expr> y)
    {
        RadialPart part = new(0, x.Length, 0, y.Length, firstParameter, this);
        UintExpr[] kernels = ExprGraph.Current.Nearest(x, new(part.FirstCenter, Kernels, x.Length, Neighbors));
        Expr[] values = new Expr[Neighbors];
        for (int k = 0; k < Neighbors; k++) values[k] = Kernel.Value(Offset(part, x, kernels[k]));
        if (Normalize) RadialMixture.Normalize<Expr>(values, Floor);
        float[]? frequencies = Sinusoid?.Values(Features);
        for (int f = 0; f < Features; f++)
        {
            y[f] = Expr.Const(0);
            for (int k = 0; k < Neighbors; k++)
            {
                Expr weight = frequencies is null ? values[k] : Expr.Sin(Expr.Const(frequencies[f]) * values[k]);
                y[f] = Expr.Fma(weight, Load(part.FirstFeature + f, kernels[k], Features), y[f]);
            }
        }
    }

    /// <summary>The offset of a place from a kernel's centre, in widths.</summary>
    private Expr[] Offset(RadialPart part, ReadOnlySpan<Expr> x, UintExpr kernel)
    {
        Expr[] offset = new Expr[x.Length], u = new Expr[x.Length], factor = new Expr[part.ShapeCount];
        for (int d = 0; d < x.Length; d++) offset[d] = x[d] - Load(part.FirstCenter + d, kernel, x.Length);
        for (int i = 0; i < factor.Length; i++) factor[i] = Load(part.FirstShape + i, kernel, factor.Length);
        Shape.ToWidths<Expr>(factor, offset, u);
        if (!part.IsMobile) return u;
        Expr[] adjustment = new Expr[part.AdjustmentCount];
        for (int i = 0; i < adjustment.Length; i++)
            adjustment[i] = Load(part.FirstAdjustment + i, kernel, adjustment.Length);
        KernelAdjustment.Apply<Expr>(Shape, adjustment, factor, u, offset);
        return offset;
    }

    private static Expr Load(int first, UintExpr kernel, int stride)
        => ExprGraph.Current.Load((kernel * (uint)stride) + (uint)first);
}
