namespace NeuralFields.IO.Off;

/// <summary>The first word of an OFF file.</summary>
/// <param name="HasColors">Prefix C.</param>
/// <param name="HasNormals">Prefix N.</param>
internal readonly record struct OffKeyword(bool HasColors, bool HasNormals)
{
    /// <summary>[ST][C][N]OFF; null for anything else, such as the prefixes 4 and n of other dimensions.</summary>
    public static OffKeyword? Parse(ReadOnlySpan<byte> word)
    {
        if (word.StartsWith("ST"u8)) word = word[2..];
        bool colors = word.StartsWith("C"u8);
        if (colors) word = word[1..];
        bool normals = word.StartsWith("N"u8);
        if (normals) word = word[1..];
        return word.SequenceEqual("OFF"u8) ? new OffKeyword(colors, normals) : null;
    }
}
