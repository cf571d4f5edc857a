namespace NeuralFields.IO.Gltf;

/// <summary>Number types of glTF accessors, by their codes in the file.</summary>
internal enum ComponentType
{
    Byte = 5120,
    UnsignedByte = 5121,
    Short = 5122,
    UnsignedShort = 5123,
    UnsignedInt = 5125,
    Float = 5126,
}
