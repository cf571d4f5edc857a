namespace NeuralFields.IO.Gltf;

/// <summary>How the vertices of a glTF primitive are joined, by their codes in the file.</summary>
internal enum PrimitiveMode
{
    Points,
    Lines,
    LineLoop,
    LineStrip,
    Triangles,
    TriangleStrip,
    TriangleFan,
}
