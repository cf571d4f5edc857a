namespace NeuralFields.Codegen;

/// <summary>What a node of an expression graph does. Operands stand in the order of the names' reading.</summary>
public enum ExprOp
{
    /// <summary>A number; the node's payload.</summary>
    Constant,

    /// <summary>An argument of the function; the payload is its index.</summary>
    Input,

    /// <summary>A float of the parameter buffer, at an unsigned index.</summary>
    Load,

    /// <summary>
    /// The number of a near point, an unsigned integer: operands are the place's coordinates, the payload says which
    /// search and which of its results.
    /// </summary>
    Near,

    /// <summary>Sum of two numbers of one type.</summary>
    Add,

    /// <summary>Difference of two numbers of one type.</summary>
    Subtract,

    /// <summary>Product of two numbers of one type.</summary>
    Multiply,

    /// <summary>Quotient of two floats.</summary>
    Divide,

    /// <summary>Sign change of a float.</summary>
    Negate,

    /// <summary>a·b + c with one rounding.</summary>
    Fma,

    /// <summary>The smaller of two floats.</summary>
    Min,

    /// <summary>The larger of two floats.</summary>
    Max,

    /// <summary>Magnitude of a float.</summary>
    Abs,

    /// <summary>Largest integer that is not above a float, as a float.</summary>
    Floor,

    /// <summary>−1, 0 or 1 as a float.</summary>
    Sign,

    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>eᵃ.</summary>
    Exp,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>Sine of radians.</summary>
    Sin,

    /// <summary>Cosine of radians.</summary>
    Cos,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>Remainder of two unsigned integers.</summary>
    Modulo,

    /// <summary>Bitwise and of two unsigned integers.</summary>
    And,

    /// <summary>Bitwise or of two unsigned integers.</summary>
    Or,

    /// <summary>Bitwise exclusive or of two unsigned integers.</summary>
    Xor,

    /// <summary>Unsigned integer moved up by an unsigned count below 32.</summary>
    ShiftLeft,

    /// <summary>Unsigned integer moved down by an unsigned count below 32.</summary>
    ShiftRight,

    /// <summary>A float without its fraction, as an int.</summary>
    ToInt,

    /// <summary>The bits of an int as an unsigned integer.</summary>
    ToUint,

    /// <summary>An integer as a float.</summary>
    ToFloat,

    /// <summary>Whether the first of two numbers of one type is below the second.</summary>
    Less,

    /// <summary>Whether two numbers of one type are equal.</summary>
    Equal,

    /// <summary>The second operand where the first holds, elsewhere the third.</summary>
    Select,
}
