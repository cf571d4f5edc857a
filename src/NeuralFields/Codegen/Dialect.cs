using System.Collections.Immutable;
using System.Globalization;

namespace NeuralFields.Codegen;

/// <summary>
/// How a language spells the nodes of a graph. A new language is a new file and a line in <see cref="All"/>.
/// </summary>
public abstract class Dialect
{
    /// <summary>The name of the parameter buffer in emitted text.</summary>
    public const string Parameters = "parameters";

    /// <summary>Every language.</summary>
    public static ImmutableArray<Dialect> All { get; } = [new GlslDialect(), new OpenClDialect()];

    /// <summary>The dialect of that name.</summary>
    /// <exception cref="InputException">There is none; the message lists the names.</exception>
    public static Dialect Find(string name) => RegistryLookup.Find("dialect", name, All, dialect => dialect.Name);

    /// <summary>The language's short name, such as glsl.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Text to put before functions that load parameters, at the given binding; empty where functions get the buffer as
    /// an argument.
    /// </summary>
    public abstract string ParameterPrelude(int binding);

    /// <summary>The line that a file of this language starts with; empty where none is needed.</summary>
    public virtual string FirstLine => "";

    /// <summary>
    /// The type in which the functions of a field take and return this many floats; null where they use arrays.
    /// </summary>
    public virtual string? VectorType(int components) => null;

    /// <summary>Where the parameters are expected, in words.</summary>
    public abstract string ParameterPlace(int binding);

    /// <summary>The name of a type.</summary>
    public virtual string TypeName(ExprType type) => type switch
    {
        ExprType.Float => "float",
        ExprType.Int => "int",
        ExprType.Uint => "uint",
        _ => "bool",
    };

    /// <summary>The head of a function, without its body.</summary>
    /// <param name="signature">Name and arguments.</param>
    /// <param name="outputs">How many outputs; one is returned.</param>
    /// <param name="loads">Whether the function loads parameters.</param>
    public string FunctionHead(FunctionSignature signature, int outputs, bool loads)
    {
        bool isReturned = outputs == 1 && !signature.IsUniform;
        IEnumerable<string> arguments = signature.Arguments.Select(InputArgument);
        if (!isReturned) arguments = arguments.Append(OutputArgument(FunctionSignature.Result, outputs));
        return FunctionHead(isReturned ? TypeName(ExprType.Float) : "void", signature.Name, arguments, loads || signature.IsUniform);
    }

    /// <summary>The head of a function, without its body.</summary>
    /// <param name="returns">What it returns.</param>
    /// <param name="name">Its name.</param>
    /// <param name="arguments">The declarations of its arguments.</param>
    /// <param name="loads">Whether the function loads parameters; they are the last argument where they are one.</param>
    public string FunctionHead(string returns, string name, IEnumerable<string> arguments, bool loads)
    {
        if (loads && ParameterArgument is string parameters) arguments = arguments.Append(parameters);
        return $"{returns} {name}({string.Join(", ", arguments)})";
    }

    /// <summary>A call of a function that loads parameters.</summary>
    public string Call(string name, params IEnumerable<string> arguments) =>
        $"{name}({string.Join(", ", ParameterArgument is null ? arguments : arguments.Append(Parameters))})";

    /// <summary>The text of a constant.</summary>
    public virtual string Literal(ExprNode constant) => constant.Type switch
    {
        ExprType.Float => FloatLiteral((float)constant.Number),
        ExprType.Int => ((int)constant.Bits).ToString(CultureInfo.InvariantCulture),
        ExprType.Uint => constant.Bits.ToString(CultureInfo.InvariantCulture) + "u",
        _ => constant.Bits != 0 ? "true" : "false",
    };

    /// <summary>The text of an operation on operands already in text; binary operators come in parentheses.</summary>
    public virtual string Apply(ExprOp op, string a, string b, string c) => op switch
    {
        ExprOp.Load => $"{Parameters}[{a}]",
        ExprOp.Add => $"({a} + {b})",
        ExprOp.Subtract => $"({a} - {b})",
        ExprOp.Multiply => $"({a} * {b})",
        ExprOp.Divide => $"({a} / {b})",
        ExprOp.Modulo => $"({a} % {b})",
        ExprOp.And => $"({a} & {b})",
        ExprOp.Or => $"({a} | {b})",
        ExprOp.Xor => $"({a} ^ {b})",
        ExprOp.ShiftLeft => $"({a} << {b})",
        ExprOp.ShiftRight => $"({a} >> {b})",
        ExprOp.Less => $"({a} < {b})",
        ExprOp.Equal => $"({a} == {b})",
        ExprOp.Select => $"({a} ? {b} : {c})",
        ExprOp.Negate => $"(-{a})",
        ExprOp.Fma => $"fma({a}, {b}, {c})",
        ExprOp.Min => $"min({a}, {b})",
        ExprOp.Max => $"max({a}, {b})",
        ExprOp.Abs => $"abs({a})",
        ExprOp.Floor => $"floor({a})",
        ExprOp.Sign => $"sign({a})",
        ExprOp.Sqrt => $"sqrt({a})",
        ExprOp.Exp => $"exp({a})",
        ExprOp.Log => $"log({a})",
        ExprOp.Sin => $"sin({a})",
        ExprOp.Cos => $"cos({a})",
        ExprOp.Tanh => $"tanh({a})",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, $"{Name} has no text for it."),
    };

    /// <summary>The text that makes an unsigned integer of a float that holds a whole number.</summary>
    public virtual string ToUint(string number) => $"uint({number})";

    /// <summary>What follows the digits of a float literal.</summary>
    protected virtual string FloatSuffix => "";

    /// <summary>The function argument that carries the parameter buffer, or null where it is global.</summary>
    protected abstract string? ParameterArgument { get; }

    /// <summary>The declaration of an input argument.</summary>
    public abstract string InputArgument(FunctionArgument argument);

    /// <summary>The declaration of an array argument that takes outputs.</summary>
    public abstract string OutputArgument(string name, int count);

    /// <summary>The text that makes a float of 32 bits, for infinities and NaN.</summary>
    protected abstract string FloatOfBits(uint bits);

    /// <summary>The shortest digits that read back as the same float.</summary>
    private string FloatLiteral(float value)
    {
        if (!float.IsFinite(value)) return FloatOfBits(BitConverter.SingleToUInt32Bits(value));
        string digits = value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
        if (!digits.Contains('.') && !digits.Contains('e')) digits += ".0";
        return digits + FloatSuffix;
    }
}
