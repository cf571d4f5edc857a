using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralFields.Geometry;

/// <summary>Makes one vertex of all that lie at exactly equal places, which seams and formats without sharing split.</summary>
public static class VertexMerge
{
    private const int Empty = -1, MaxVertices = 1 << 29;

    /// <summary>A mesh with the same triangles over vertices of unique places, numbered by first appearance.</summary>
    /// <param name="mesh">The mesh; its normals and colours are left out, since merged vertices may differ in them.</param>
    /// <exception cref="InputException">It has more than 2²⁹ vertices.</exception>
    public static MergedMesh Of(TriangleMesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        (Vector3[] unique, int[] numbers) = Number(mesh.Positions);
        int[] indices = new int[mesh.Indices.Length];
        for (int i = 0; i < indices.Length; i++) indices[i] = numbers[mesh.Indices[i]];
        return new MergedMesh(new TriangleMesh(unique, indices) { Origin = mesh.Origin }, numbers);
    }

    /// <summary>Unique places in the order of first appearance, and the number of each place.</summary>
    private static (Vector3[] Unique, int[] Numbers) Number(Vector3[] places)
    {
        if (places.Length > MaxVertices)
            throw new InputException($"the mesh has {places.Length} vertices, expected at most {MaxVertices} to merge.");
        int[] numbers = new int[places.Length];
        // Open addressing, at most half full: the sequence of places alone decides everything.
        int mask = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, 2L * places.Length)) - 1;
        int[] table = new int[mask + 1];
        Array.Fill(table, Empty);
        Vector3[] unique = new Vector3[places.Length];
        int count = 0;
        for (int i = 0; i < places.Length; i++)
        {
            Vector3 place = places[i] + Vector3.Zero;   // −0 becomes +0, which equals it but has other bits
            int slot = Hash(place) & mask;
            while (table[slot] != Empty && !IsSame(unique[table[slot]], place)) slot = (slot + 1) & mask;
            if (table[slot] == Empty)
            {
                unique[count] = place;
                table[slot] = count++;
            }
            numbers[i] = table[slot];
        }
        return (unique[..count], numbers);
    }

    private static bool IsSame(Vector3 a, Vector3 b) => Bits(a.X) == Bits(b.X) && Bits(a.Y) == Bits(b.Y) && Bits(a.Z) == Bits(b.Z);

    private static int Hash(Vector3 place)
    {
        ulong hash = (((ulong)Bits(place.X) << 32) | Bits(place.Y)) * 0x9E37_79B9_7F4A_7C15;
        hash = (hash ^ (hash >> 29) ^ Bits(place.Z)) * 0xBF58_476D_1CE4_E5B9;
        return (int)(hash >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}

/// <summary>A mesh of unique places.</summary>
/// <param name="Mesh">The mesh, without normals and colours.</param>
/// <param name="Numbers">[vertices before] the vertex that each one became.</param>
public sealed record MergedMesh(TriangleMesh Mesh, int[] Numbers);
