using System.Collections.Immutable;

namespace NeuralFields.Codegen;

/// <summary>One argument of an emitted function.</summary>
/// <param name="Name">Its name in the text.</param>
/// <param name="Components">1 for a float, 2 to 4 for a vector, more for an array.</param>
public readonly record struct FunctionArgument(string Name, int Components);

/// <summary>
/// Name and arguments of an emitted function. Input k of the graph is the k-th component over all arguments in order.
/// One output is returned; more are written to an array argument named result.
/// </summary>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record FunctionSignature(string Name, ImmutableArray<FunctionArgument> Arguments)
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
            if (rest < argument.Components) return Component(argument, rest);
            rest -= argument.Components;
        }
        throw new ArgumentOutOfRangeException(nameof(index), index, $"{Name} has fewer inputs.");
    }

    private static string Component(FunctionArgument argument, int index) => argument.Components switch
    {
        1 => argument.Name,
        <= 4 => $"{argument.Name}.{"xyzw"[index]}",
        _ => $"{argument.Name}[{index}]",
    };
}
