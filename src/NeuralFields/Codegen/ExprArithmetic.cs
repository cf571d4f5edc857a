using System.Diagnostics;
using NeuralFields.Numerics;

namespace NeuralFields.Codegen;

/// <summary>What the operations of a graph mean, for the interpreter and for the folding of constants.</summary>
internal static class ExprArithmetic
{
    /// <summary>An operation on floats that yields a float.</summary>
    public static double Float(ExprOp op, F64 a, F64 b, F64 c) => op switch
    {
        ExprOp.Add => a + b,
        ExprOp.Subtract => a - b,
        ExprOp.Multiply => a * b,
        ExprOp.Divide => a / b,
        ExprOp.Negate => -a,
        ExprOp.Fma => F64.Fma(a, b, c),
        ExprOp.Min => F64.Min(a, b),
        ExprOp.Max => F64.Max(a, b),
        ExprOp.Abs => F64.Abs(a),
        ExprOp.Floor => F64.Floor(a),
        ExprOp.Sign => F64.Sign(a),
        ExprOp.Sqrt => F64.Sqrt(a),
        ExprOp.Exp => F64.Exp(a),
        ExprOp.Log => F64.Log(a),
        ExprOp.Sin => F64.Sin(a),
        ExprOp.Cos => F64.Cos(a),
        ExprOp.Tanh => F64.Tanh(a),
        _ => throw new UnreachableException($"{op} is no operation on floats."),
    };

    /// <summary>An operation on the bits of integers that yields an integer.</summary>
    public static uint Integer(ExprOp op, uint a, uint b) => op switch
    {
        ExprOp.Add => a + b,
        ExprOp.Subtract => a - b,
        ExprOp.Multiply => a * b,
        ExprOp.Modulo => a % b,
        ExprOp.And => a & b,
        ExprOp.Or => a | b,
        ExprOp.Xor => a ^ b,
        ExprOp.ShiftLeft => a << (int)b,
        ExprOp.ShiftRight => a >> (int)b,
        ExprOp.ToUint => a,
        _ => throw new UnreachableException($"{op} is no operation on integers."),
    };

    /// <summary>A comparison of integers.</summary>
    public static bool Compare(ExprOp op, ExprType type, uint a, uint b) =>
        op == ExprOp.Equal ? a == b : type == ExprType.Int ? (int)a < (int)b : a < b;

    /// <summary>A comparison of floats.</summary>
    public static bool Compare(ExprOp op, double a, double b) => op == ExprOp.Equal ? a == b : a < b;
}
