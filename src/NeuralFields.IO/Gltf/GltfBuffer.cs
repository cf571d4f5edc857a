using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.IO.Gltf;

/// <summary>
/// The one buffer of a written mesh: indices, positions, normals, colours, each from a multiple of four bytes.
/// </summary>
internal sealed class GltfBuffer
{
    private const int VectorLength = 12;

    private readonly TriangleMesh _mesh;

    public GltfBuffer(TriangleMesh mesh)
    {
        _mesh = mesh;
        // The largest number of a type means "next strip", so it names no vertex.
        IndexType = mesh.VertexCount <= byte.MaxValue ? ComponentType.UnsignedByte
            : mesh.VertexCount <= ushort.MaxValue ? ComponentType.UnsignedShort
            : ComponentType.UnsignedInt;
    }

    /// <summary>The smallest type that can number all vertices.</summary>
    public ComponentType IndexType { get; }

    /// <summary>Bytes of the indices, without padding.</summary>
    public long IndexLength => (long)_mesh.Indices.Length * IndexType switch
    {
        ComponentType.UnsignedByte => 1,
        ComponentType.UnsignedShort => 2,
        _ => 4,
    };

    /// <summary>Bytes of each attribute: positions, normals or colours.</summary>
    public long AttributeLength => (long)_mesh.VertexCount * VectorLength;

    /// <summary>Where an attribute begins: 0 is the positions.</summary>
    public long AttributeOffset(int attribute) => Padded(IndexLength) + (attribute * AttributeLength);

    /// <summary>Bytes in all; a multiple of four.</summary>
    public long Length => AttributeOffset(1 + (_mesh.Normals is null ? 0 : 1) + (_mesh.Colors is null ? 0 : 1));

    public static long Padded(long length) => (length + 3) & ~3L;

    public void WriteTo(Stream stream)
    {
        using LittleEndianWriter writer = new(stream);
        WriteIndices(writer);
        writer.Fill(0, (int)(Padded(IndexLength) - IndexLength));
        foreach (Vector3 position in _mesh.Positions) writer.Vector(position);
        foreach (Vector3 normal in _mesh.Normals ?? []) writer.Vector(Unit(normal));
        foreach (Vector3 color in _mesh.Colors ?? []) writer.Vector(InRange(color));
    }

    private void WriteIndices(LittleEndianWriter writer)
    {
        foreach (int index in _mesh.Indices)
        {
            if (IndexType == ComponentType.UnsignedByte) writer.Byte((byte)index);
            else if (IndexType == ComponentType.UnsignedShort) writer.UInt16((ushort)index);
            else writer.Int32(index);
        }
    }

    /// <summary>The format allows no other length; a vertex without a direction gets the z axis.</summary>
    private static Vector3 Unit(Vector3 normal)
    {
        float length = normal.Length();
        return length is > 1e-12f and < float.PositiveInfinity ? normal / length : Vector3.UnitZ;
    }

    private static Vector3 InRange(Vector3 color) => new(InRange(color.X), InRange(color.Y), InRange(color.Z));

    private static float InRange(float value) => float.IsNaN(value) ? 0 : Math.Clamp(value, 0, 1);
}
