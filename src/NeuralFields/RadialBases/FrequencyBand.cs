using NeuralFields.Descriptions;
using NeuralFields.Numerics;

namespace NeuralFields.RadialBases;

/// <summary>Frequencies between two bounds, in equal ratios.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest.</param>
public sealed record FrequencyBand(double Low, double High)
{
    private static readonly Schema<FrequencyBand, FrequencyBand> s_schema = new(
        "", "Frequencies in equal ratios.", new FrequencyBand(1, 1),
        Key.Number<FrequencyBand>("low", b => b.Low, (b, v) => b with { Low = v }, "the lowest", 1e-9, 1e9),
        Key.Number<FrequencyBand>("high", b => b.High, (b, v) => b with { High = v }, "the highest", 1e-9, 1e9));

    /// <summary>The frequencies: low·(high/low)^(i/(count−1)).</summary>
    /// <param name="count">How many.</param>
    public float[] Values(int count)
    {
        double low = DeterministicMath.Log2(Low), span = DeterministicMath.Log2(High) - low;
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (float)DeterministicMath.Exp2(low + (span * i / Math.Max(1, count - 1)));
        return values;
    }

    /// <summary>A key that holds a band, <c>{ "low": …, "high": … }</c>, or false for none.</summary>
    /// <param name="name">The key.</param>
    /// <param name="get">The band of a part.</param>
    /// <param name="set">The part with another band.</param>
    /// <param name="summary">What it sets.</param>
    internal static SchemaKey<T> KeyOf<T>(
        string name, Func<T, FrequencyBand?> get, Func<T, FrequencyBand?, T> set, string summary)
        => new(name, summary + ": { low, high }, or false",
            (part, node) => set(part, Read(name, node)),
            part => get(part) is { } band ? s_schema.Write(band) : DescriptionNode.Of(false));

    private static FrequencyBand? Read(string name, DescriptionNode node)
    {
        if (node.Kind == DescriptionKind.Boolean && !node.AsBoolean(name)) return null;
        if (node.Kind != DescriptionKind.Object) throw node.Wrong(name, "{ low, high }, or false");
        FrequencyBand band = s_schema.ReadOver(new FrequencyBand(1, 1), node);
        return band.Low <= band.High ? band : throw node.Mistake($"{name}: low is above high.");
    }
}
