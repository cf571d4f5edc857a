namespace NeuralFields.Codegen;

/// <summary>GLSL 4.3, where parameters stand in a storage buffer.</summary>
public sealed class GlslDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "glsl";

    /// <inheritdoc/>
    protected override string? ParameterArgument => null;

    /// <inheritdoc/>
    public override string FirstLine => "#version 430\n";

    /// <inheritdoc/>
    public override string? VectorType(int components) => components switch
    {
        1 => "float",
        <= 4 => $"vec{components}",
        _ => null,
    };

    /// <inheritdoc/>
    public override string ParameterPlace(int binding) => $"shader storage buffer at binding {binding}";

    /// <inheritdoc/>
    public override string ParameterPrelude(int binding) =>
        $"layout(std430, binding = {binding}) readonly buffer ParameterBuffer {{ float {Parameters}[]; }};\n";

    /// <inheritdoc/>
    public override string Apply(ExprOp op, string a, string b, string c) => op switch
    {
        // Some drivers form tanh from eᵃ and give NaN where that overflows; beyond 10 it is 1 in float anyway.
        ExprOp.Tanh => $"tanh(clamp({a}, -10.0, 10.0))",
        ExprOp.ToInt => $"int({a})",
        ExprOp.ToUint => $"uint({a})",
        ExprOp.ToFloat => $"float({a})",
        _ => base.Apply(op, a, b, c),
    };

    /// <inheritdoc/>
    public override string InputArgument(FunctionArgument argument) => (argument.IsArray, argument.Components) switch
    {
        (false, 1) => $"float {argument.Name}",
        (false, <= 4) => $"vec{argument.Components} {argument.Name}",
        _ => $"float {argument.Name}[{argument.Components}]",
    };

    /// <inheritdoc/>
    public override string OutputArgument(string name, int count) => $"out float {name}[{count}]";

    /// <inheritdoc/>
    protected override string FloatOfBits(uint bits) => $"uintBitsToFloat(0x{bits:x8}u)";
}
