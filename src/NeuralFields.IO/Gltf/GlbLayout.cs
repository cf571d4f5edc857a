namespace NeuralFields.IO.Gltf;

/// <summary>Numbers of the binary container of glTF 2.0.</summary>
internal static class GlbLayout
{
    /// <summary>"glTF", little-endian.</summary>
    public const uint Magic = 0x4654_6C67;

    /// <summary>The only version in use.</summary>
    public const uint Version = 2;

    /// <summary>"JSON", little-endian.</summary>
    public const uint JsonChunk = 0x4E4F_534A;

    /// <summary>"BIN\0", little-endian.</summary>
    public const uint BinaryChunk = 0x004E_4942;

    /// <summary>Magic, version and length of the file.</summary>
    public const int HeaderLength = 12;

    /// <summary>Length and type of a chunk.</summary>
    public const int ChunkHeaderLength = 8;
}
