namespace NeuralFields.Codegen;

/// <summary>What a node of an <see cref="ExprGraph"/> does with its operands a, b and c.</summary>
public enum ExprOp
{
    /// <summary>The number in <see cref="ExprNode.Constant"/>.</summary>
    Constant,

    /// <summary>The coordinate numbered by <see cref="ExprNode.Constant"/>.</summary>
    Input,

    /// <summary>The parameter at index a of the field's flat vector.</summary>
    Parameter,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a − b.</summary>
    Subtract,

    /// <summary>a·b.</summary>
    Multiply,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>−a.</summary>
    Negate,

    /// <summary>a·b + c.</summary>
    Fma,

    /// <summary>The smaller.</summary>
    Min,

    /// <summary>The larger.</summary>
    Max,

    /// <summary>Magnitude.</summary>
    Abs,

    /// <summary>The largest integer not above a.</summary>
    Floor,

    /// <summary>−1, 0 or 1.</summary>
    Sign,

    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>eᵃ.</summary>
    Exp,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>Sine.</summary>
    Sin,

    /// <summary>Cosine.</summary>
    Cos,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>a &lt; b as a condition for <see cref="Select"/>.</summary>
    Less,

    /// <summary>b where the condition a holds, else c.</summary>
    Select,

    /// <summary>The unsigned integer in <see cref="ExprNode.Constant"/>.</summary>
    IndexConstant,

    /// <summary>A whole number as an unsigned integer, negative ones wrapped to 32 bits.</summary>
    ToIndex,

    /// <summary>a + b in 32 bits.</summary>
    IndexAdd,

    /// <summary>a·b in 32 bits.</summary>
    IndexMultiply,

    /// <summary>a ⊕ b.</summary>
    IndexXor,

    /// <summary>a ∧ b, bit by bit.</summary>
    IndexAnd,

    /// <summary>a mod b.</summary>
    IndexModulo,
}
