namespace NeuralFields.Codegen;

/// <summary>What a node of an expression graph yields.</summary>
public enum ExprType
{
    /// <summary>A real number: float in emitted text, double in the interpreter.</summary>
    Float,

    /// <summary>A signed 32-bit integer, wrapping.</summary>
    Int,

    /// <summary>An unsigned 32-bit integer, wrapping.</summary>
    Uint,

    /// <summary>The outcome of a comparison.</summary>
    Bool,
}
