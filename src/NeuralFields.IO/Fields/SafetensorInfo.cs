using System.Collections.Immutable;

namespace NeuralFields.IO.Fields;

/// <summary>What a safetensors header says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its number type, such as F32.</param>
/// <param name="Shape">Its sizes, outermost first.</param>
/// <param name="Count">The product of the sizes.</param>
public sealed record SafetensorInfo(string Name, string Type, ImmutableArray<long> Shape, long Count)
{
    /// <summary>Where its bytes start, counted from the end of the header.</summary>
    internal long Start { get; init; }

    /// <summary>The sizes as text, such as [64, 32].</summary>
    public string ShapeText => ShapeToText(Shape.Select(s => s));

    /// <summary>Sizes as text, such as [64, 32].</summary>
    internal static string ShapeToText(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
