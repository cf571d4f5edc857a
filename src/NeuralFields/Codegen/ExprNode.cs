namespace NeuralFields.Codegen;

/// <summary>One node of an <see cref="ExprGraph"/>; equal nodes are the same node.</summary>
/// <param name="Op">What it does.</param>
/// <param name="Type">What it yields.</param>
/// <param name="A">First operand's node, or −1.</param>
/// <param name="B">Second operand's node, or −1.</param>
/// <param name="C">Third operand's node, or −1.</param>
/// <param name="Payload">Bits of a constant (a double or an integer), or the index of an input.</param>
public readonly record struct ExprNode(
    ExprOp Op, ExprType Type, int A = -1, int B = -1, int C = -1, long Payload = 0)
{
    /// <summary>The value of a float constant.</summary>
    public double Number => BitConverter.Int64BitsToDouble(Payload);

    /// <summary>The value of an integer constant, or the index of an input.</summary>
    public uint Bits => (uint)Payload;

    /// <summary>How many operands there are.</summary>
    public int OperandCount => A < 0 ? 0 : B < 0 ? 1 : C < 0 ? 2 : 3;

    /// <summary>The node of an operand.</summary>
    public int Operand(int index) => index switch { 0 => A, 1 => B, _ => C };

    /// <summary>A float constant; zeros of either sign are kept apart.</summary>
    public static ExprNode OfFloat(double value) =>
        new(ExprOp.Constant, ExprType.Float, Payload: BitConverter.DoubleToInt64Bits(value));

    /// <summary>An integer or boolean constant from its bits.</summary>
    public static ExprNode OfBits(ExprType type, uint bits) => new(ExprOp.Constant, type, Payload: bits);
}
