using NeuralFields.Codegen;

namespace NeuralFields.OpenCL.Emission;

/// <summary>
/// OpenCL C over vectors of samples: a float of a formula is a <c>real</c>, one number of each sample. Parameters are
/// the same for all samples and become vectors of equal numbers.
/// </summary>
internal sealed class LaneDialect : Dialect
{
    public static LaneDialect Instance { get; } = new();

    public override string Name => "opencl lanes";

    protected override string FloatSuffix => "f";

    protected override string ParameterArgument => $"__global const float *{Parameters}";

    public override string ParameterPrelude(int binding) => "";

    public override string ParameterPlace(int binding) => $"argument {Parameters}";

    public override string TypeName(ExprType type) => type switch
    {
        ExprType.Float => "real",
        ExprType.Uint => "realu",
        _ => "reali",
    };

    // Functions of vectors have no forms with a single number among their arguments.
    public override string Literal(ExprNode constant)
        => constant.Type == ExprType.Float ? $"R({base.Literal(constant)})" : base.Literal(constant);

    public override string Apply(ExprOp op, string a, string b, string c) => op switch
    {
        ExprOp.Load => $"R({Parameters}[{a}])",
        ExprOp.Min => $"fmin({a}, {b})",
        ExprOp.Max => $"fmax({a}, {b})",
        ExprOp.Abs => $"fabs({a})",
        ExprOp.ToInt => $"TO_INT({a})",
        ExprOp.ToUint => $"AS_UINT({a})",
        ExprOp.ToFloat => $"TO_REAL({a})",
        _ => base.Apply(op, a, b, c),
    };

    public override string InputArgument(FunctionArgument argument)
        => argument.Components == 1 ? $"real {argument.Name}" : $"const real *{argument.Name}";

    public override string OutputArgument(string name, int count) => $"real *{name}";

    protected override string FloatOfBits(uint bits) => $"as_float(0x{bits:x8}u)";
}
