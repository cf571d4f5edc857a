namespace NeuralFields.IO.Stl;

/// <summary>Sizes in a binary STL file, in bytes.</summary>
internal static class StlLayout
{
    /// <summary>Free text.</summary>
    public const int HeaderLength = 80;

    /// <summary>The text and the count of triangles.</summary>
    public const int StartLength = HeaderLength + 4;

    /// <summary>A normal, three corners and two bytes of attributes.</summary>
    public const int TriangleLength = 50;
}
