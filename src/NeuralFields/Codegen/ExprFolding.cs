using System.Numerics;

namespace NeuralFields.Codegen;

/// <summary>
/// Simplifies nodes as they are added, only where the value stays the same (zeros may change their sign). Exp, Log and
/// their like are not folded: the text would then depend on the platform that printed it.
/// </summary>
internal static class ExprFolding
{
    /// <summary>An existing or simpler node of equal value, or null.</summary>
    public static int? Fold(ExprGraph graph, ExprNode node)
    {
        if (node.OperandCount == 0 || node.Op is ExprOp.Load or ExprOp.Near) return null;
        if (node.Op == ExprOp.Select) return FoldSelect(graph, node);
        if (AllConstant(graph, node) && IsExact(node.Op)) return graph.Add(Evaluate(graph, node));
        return node.Type switch
        {
            ExprType.Float => FoldFloat(graph, node),
            ExprType.Uint => FoldUint(graph, node),
            _ => null,
        };
    }

    /// <summary>The node with the operands of a commutative operation in a fixed order.</summary>
    public static ExprNode Ordered(ExprNode node) =>
        Commutes(node.Op) && node.A > node.B ? node with { A = node.B, B = node.A } : node;

    /// <summary>Whether the first two operands may change places.</summary>
    private static bool Commutes(ExprOp op) =>
        op is ExprOp.Add or ExprOp.Multiply or ExprOp.Fma or ExprOp.And or ExprOp.Or or ExprOp.Xor;

    private static bool AllConstant(ExprGraph graph, ExprNode node)
    {
        for (int k = 0; k < node.OperandCount; k++)
            if (graph[node.Operand(k)].Op != ExprOp.Constant) return false;
        return true;
    }

    private static bool IsExact(ExprOp op) =>
        op is not (ExprOp.Exp or ExprOp.Log or ExprOp.Sin or ExprOp.Cos or ExprOp.Tanh);

    private static ExprNode Evaluate(ExprGraph graph, ExprNode node)
    {
        ExprNode a = graph[node.A], b = node.B < 0 ? default : graph[node.B], c = node.C < 0 ? default : graph[node.C];
        return node.Type switch
        {
            ExprType.Bool => ExprNode.OfBits(ExprType.Bool, Compare(node.Op, a, b) ? 1u : 0),
            ExprType.Float when node.Op == ExprOp.ToFloat =>
                ExprNode.OfFloat(a.Type == ExprType.Int ? (int)a.Bits : a.Bits),
            ExprType.Float => ExprNode.OfFloat(ExprArithmetic.Float(node.Op, a.Number, b.Number, c.Number)),
            ExprType.Int when node.Op == ExprOp.ToInt => ExprNode.OfBits(ExprType.Int, (uint)(int)a.Number),
            _ => ExprNode.OfBits(node.Type, ExprArithmetic.Integer(node.Op, a.Bits, b.Bits)),
        };
    }

    private static bool Compare(ExprOp op, ExprNode a, ExprNode b) => a.Type == ExprType.Float
        ? ExprArithmetic.Compare(op, a.Number, b.Number)
        : ExprArithmetic.Compare(op, a.Type, a.Bits, b.Bits);

    private static int? FoldSelect(ExprGraph graph, ExprNode node)
    {
        ExprNode condition = graph[node.A];
        if (condition.Op == ExprOp.Constant) return condition.Bits != 0 ? node.B : node.C;
        return node.B == node.C ? node.B : null;
    }

    private static int? FoldFloat(ExprGraph graph, ExprNode node) => node.Op switch
    {
        ExprOp.Add when Is(graph, node.B, 0) => node.A,
        ExprOp.Add when Is(graph, node.A, 0) => node.B,
        ExprOp.Subtract when Is(graph, node.B, 0) => node.A,
        ExprOp.Multiply or ExprOp.Divide when Is(graph, node.B, 1) => node.A,
        ExprOp.Multiply when Is(graph, node.A, 1) => node.B,
        ExprOp.Negate when graph[node.A].Op == ExprOp.Negate => graph[node.A].A,
        ExprOp.Floor when graph[node.A].Op == ExprOp.Floor => node.A,
        ExprOp.Fma when Is(graph, node.C, 0) => graph.Add(new(ExprOp.Multiply, ExprType.Float, node.A, node.B)),
        ExprOp.Fma when Is(graph, node.B, 1) => graph.Add(new(ExprOp.Add, ExprType.Float, node.A, node.C)),
        ExprOp.Fma when Is(graph, node.A, 1) => graph.Add(new(ExprOp.Add, ExprType.Float, node.B, node.C)),
        _ => null,
    };

    private static int? FoldUint(ExprGraph graph, ExprNode node)
    {
        if (node.Op is ExprOp.ToUint) return null;
        bool swap = Commutes(node.Op) && graph[node.A].Op == ExprOp.Constant;
        (int value, int other) = swap ? (node.B, node.A) : (node.A, node.B);
        if (graph[other].Op != ExprOp.Constant) return null;
        uint constant = graph[other].Bits;
        return (node.Op, constant) switch
        {
            (ExprOp.Multiply or ExprOp.And, 0) => other,
            (ExprOp.Multiply, 1) or (ExprOp.And, uint.MaxValue) => value,
            (ExprOp.Add or ExprOp.Subtract or ExprOp.Or or ExprOp.Xor, 0) => value,
            (ExprOp.ShiftLeft or ExprOp.ShiftRight, 0) => value,
            (ExprOp.Modulo, not 0) when BitOperations.IsPow2(constant) => Mask(graph, value, constant - 1),
            _ => null,
        };
    }

    private static int Mask(ExprGraph graph, int value, uint mask) =>
        graph.Add(new(ExprOp.And, ExprType.Uint, value, graph.Add(ExprNode.OfBits(ExprType.Uint, mask))));

    private static bool Is(ExprGraph graph, int id, double value) =>
        graph[id] is { Op: ExprOp.Constant, Type: ExprType.Float } node && node.Number == value;
}
