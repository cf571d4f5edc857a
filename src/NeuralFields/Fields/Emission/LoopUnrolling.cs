using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NeuralFields.Fields.Emission;

/// <summary>
/// Writes the sums of layers out. Some drivers end all loops of a shader after so many turns (llvmpipe after 65,536: three
/// products of 128×128), and none unrolls loops of this length by itself.
/// </summary>
internal static partial class LoopUnrolling
{
    /// <summary>Terms in a turn: with 256 of them llvmpipe compiled for minutes, with 64 it takes seconds.</summary>
    public const int Terms = 64;

    /// <summary>The text of a layer with its sum over the inputs i written out in parts.</summary>
    public static string Apply(string layer)
    {
        Match loop = InputLoop().Match(layer);
        if (!loop.Success) return layer;
        int count = int.Parse(loop.Groups[1].Value, CultureInfo.InvariantCulture), body = loop.Index + loop.Length;
        int first = body;
        while (char.IsWhiteSpace(layer[first])) first++;
        int end = layer[first] == '{' ? layer.IndexOf('}', first) : layer.IndexOf(';', first);
        string statement = layer[first..(end + 1)];
        int whole = count / Terms * Terms;
        StringBuilder sum = new();
        if (whole > 0)
            sum.Append(CultureInfo.InvariantCulture, $"for (int i = 0; i < {whole}; i += {Terms})\n        {{\n")
                .Append(Written(statement, Terms, k => $"(i + {Text(k)})")).Append("        }\n");
        sum.Append(Written(statement, count - whole, k => Text(whole + k)));
        return layer[..loop.Index] + sum.ToString().TrimEnd('\n') + layer[(end + 1)..];
    }

    private static string Written(string statement, int count, Func<int, string> index)
        => string.Concat(Enumerable.Range(0, count).Select(k => $"            {Index().Replace(statement, index(k))}\n"));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"for \(int i = 0; i < (\d+); i\+\+\)")]
    private static partial Regex InputLoop();

    [GeneratedRegex(@"\bi\b")]
    private static partial Regex Index();
}
