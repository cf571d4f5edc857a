using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace NeuralFields.IO.Npy;

/// <summary>The dictionary before the numbers, in the form that NumPy writes.</summary>
/// <param name="Type">What a number is.</param>
/// <param name="IsBigEndian">Byte order.</param>
/// <param name="IsColumnMajor">Fortran order: the first index runs fastest.</param>
/// <param name="Shape">Lengths, outermost first.</param>
internal sealed partial record NpyHeader(NpyType Type, bool IsBigEndian, bool IsColumnMajor, ImmutableArray<int> Shape)
{
    private const int MaxDimensions = 32;

    /// <summary>Numbers in all.</summary>
    public long Count => Shape.Aggregate(1L, (product, length) => product * length);

    public static NpyHeader Parse(string text)
    {
        string descr = Value(DescrPattern(), text, "descr"), order = Value(OrderPattern(), text, "fortran_order");
        NpyType type = NpyType.All.FirstOrDefault(t => t.Name == descr[1..])
            ?? throw new InputException(
                $"NPY: the numbers are '{descr}', expected {string.Join(", ", NpyType.All.Select(t => t.Name))}.");
        return new(type, descr[0] == '>', order == "True", ShapeOf(Value(ShapePattern(), text, "shape")));
    }

    private static string Value(Regex pattern, string text, string key)
        => pattern.Match(text) is { Success: true } match
            ? match.Groups[1].Value
            : throw new InputException($"NPY: the header has no readable '{key}'; the file is damaged or no array of numbers.");

    private static ImmutableArray<int> ShapeOf(string text)
    {
        string[] words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MaxDimensions)
            throw new InputException($"NPY: the shape has {words.Length} dimensions, expected at most {MaxDimensions}.");
        ImmutableArray<int>.Builder shape = ImmutableArray.CreateBuilder<int>(words.Length);
        long count = 1;
        foreach (string word in words)
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                || (count *= Math.Max(1, length)) > Array.MaxLength)
                throw new InputException($"NPY: the shape is ({text.Trim()}), expected at most {Array.MaxLength} numbers.");
            shape.Add(length);
        }
        return shape.ToImmutable();
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([<>|=][a-z][0-9]{1,3})['"]""")]
    private static partial Regex DescrPattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([0-9,\s]*)\)""")]
    private static partial Regex ShapePattern();
}
