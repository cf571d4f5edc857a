namespace NeuralFields.Datasets;

/// <summary>A colour that stands for transparency in pictures without alpha.</summary>
public enum TransparentColor
{
    /// <summary>No colour does.</summary>
    None,

    /// <summary>Pure white.</summary>
    White,

    /// <summary>Pure black.</summary>
    Black,
}
