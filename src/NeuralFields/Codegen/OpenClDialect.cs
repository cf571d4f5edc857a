namespace NeuralFields.Codegen;

/// <summary>OpenCL C 1.2, where functions get the parameters as a pointer.</summary>
public sealed class OpenClDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "opencl";

    /// <inheritdoc/>
    protected override string FloatSuffix => "f";

    /// <inheritdoc/>
    protected override string ParameterArgument => $"__global const float *{Parameters}";

    /// <inheritdoc/>
    public override string ParameterPlace(int binding) => $"argument {Parameters}";

    /// <inheritdoc/>
    public override string ParameterPrelude(int binding) => "";

    /// <inheritdoc/>
    public override string Apply(ExprOp op, string a, string b, string c) => op switch
    {
        ExprOp.Min => $"fmin({a}, {b})",
        ExprOp.Max => $"fmax({a}, {b})",
        ExprOp.Abs => $"fabs({a})",
        ExprOp.ToInt => $"convert_int({a})",
        ExprOp.ToUint => $"as_uint({a})",
        ExprOp.ToFloat => $"convert_float({a})",
        _ => base.Apply(op, a, b, c),
    };

    /// <inheritdoc/>
    public override string InputArgument(FunctionArgument argument) => (argument.IsArray, argument.Components) switch
    {
        (false, 1) => $"float {argument.Name}",
        (false, <= 4) => $"float{argument.Components} {argument.Name}",
        _ => $"const float *{argument.Name}",
    };

    /// <inheritdoc/>
    public override string OutputArgument(string name, int count) => $"float *{name}";

    /// <inheritdoc/>
    public override string ToUint(string number) => $"convert_uint({number})";

    /// <inheritdoc/>
    protected override string FloatOfBits(uint bits) => $"as_float(0x{bits:x8}u)";
}
