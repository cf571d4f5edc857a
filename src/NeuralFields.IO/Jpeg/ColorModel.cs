namespace NeuralFields.IO.Jpeg;

/// <summary>What the components of a frame stand for.</summary>
internal enum ColorModel
{
    /// <summary>One component.</summary>
    Grey,

    /// <summary>Luma and two chroma components of BT.601, full range.</summary>
    YCbCr,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Inverted ink: 255 is none.</summary>
    Cmyk,

    /// <summary>YCbCr of the inverse of the inverted inks, and black.</summary>
    Ycck,
}
