namespace NeuralFields.IO.Ply;

/// <summary>A table of a PLY file.</summary>
/// <param name="Name">Such as vertex.</param>
/// <param name="Count">Rows, as the header claims.</param>
internal sealed record PlyElement(string Name, long Count)
{
    /// <summary>Columns, in the order of the file.</summary>
    public List<PlyProperty> Properties { get; } = [];

    /// <summary>Whether there is a column of that name.</summary>
    public bool Has(string name) => Properties.Exists(p => p.Name == name);
}

/// <summary>A column of a PLY table.</summary>
/// <param name="Name">Such as x.</param>
/// <param name="Type">Of its numbers.</param>
/// <param name="CountType">Of the count before each list; null for single numbers.</param>
internal sealed record PlyProperty(string Name, PlyType Type, PlyType? CountType);

/// <summary>How the numbers of a PLY file are coded.</summary>
internal enum PlyCoding
{
    Text,
    LittleEndian,
    BigEndian,
}
