using System.Collections.Immutable;

namespace NeuralFields.Codegen;

/// <summary>One argument of an emitted function.</summary>
/// <param name="Name">Its name in the text.</param>
/// <param name="Components">How many floats.</param>
/// <param name="IsArray">An array whatever the size; otherwise 1 is a float and 2 to 4 are a vector.</param>
public readonly record struct FunctionArgument(string Name, int Components, bool IsArray = false)
{
    /// <summary>The text that reads a component, such as p.y; the same in all dialects.</summary>
    public string Component(int index) => (IsArray, Components) switch
    {
        (false, 1) => Name,
        (false, <= 4) => $"{Name}.{"xyzw"[index]}",
        _ => $"{Name}[{index}]",
    };
}

/// <summary>
/// Name and arguments of an emitted function. Input k of the graph is the k-th component over all arguments in order.
/// One output is returned; more are written to an array argument named result.
/// </summary>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="IsUniform">
/// Whether it writes an array and takes the parameters even where it need not: functions that are called alike.
/// </param>
public sealed record FunctionSignature(
    string Name, ImmutableArray<FunctionArgument> Arguments, bool IsUniform = false)
{
    /// <summary>The name of the array that takes several outputs.</summary>
    public const string Result = "result";

    /// <summary>The text that reads input <paramref name="index"/>, such as p.y; the same in all dialects.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The arguments have fewer components.</exception>
    public string Input(int index)
    {
        int rest = index;
        foreach (FunctionArgument argument in Arguments)
        {
            if (rest < argument.Components) return argument.Component(rest);
            rest -= argument.Components;
        }
        throw new ArgumentOutOfRangeException(nameof(index), index, $"{Name} has fewer inputs.");
    }
}
