using System.Collections.Immutable;

namespace NeuralFields.Meshing;

/// <summary>
/// The triangles of every cube: for the 256 sides of its corners, and for every answer on the faces whose corners
/// alternate. Made by tracing, on the cube's surface, the loops that separate inside from outside.
/// </summary>
/// <remarks>
/// Alternating faces are ambiguous (Nielson and Hamann 1991, The Asymptotic Decider); both cubes of a face take the
/// same answer. Every loop is filled by a disk. Then each line on a face belongs to one triangle on either side and a
/// vertex has one loop in each of the four cubes around its edge: the surface is a manifold at edges and vertices,
/// unless two cubes draw the same chord across their common face. So chords join only edges without a common face; the
/// loops that cannot be filled this way (some of 8, 9 and 12 edges) are fans around a vertex inside the cube, as in
/// Chernyaev 1995, Marching Cubes 33. Tunnels through a cube are not made.
/// </remarks>
internal static class CubeTable
{
    /// <summary>The number that stands for the vertex inside the cube among edges 0 … 11.</summary>
    public const int Center = CubeEdges.Count;

    /// <summary>More triangles than this no cube has.</summary>
    public const int MaxTriangles = 12;

    private static readonly CubeLoops s_loops = new();

    /// <summary>Edges of the triangles' vertices, three per triangle, counter-clockwise seen from outside.</summary>
    public static ImmutableArray<byte> Triangles => s_loops.Triangles;

    /// <summary>[256] the faces of a cube whose corners alternate, as bits.</summary>
    public static ImmutableArray<byte> AmbiguousFaces => s_loops.AmbiguousFaces;

    /// <summary>
    /// [256] the first of a cube's entries in <see cref="Cases"/>; the answers on its ambiguous faces, the lowest face
    /// in the lowest bit, are added to it. 1 joins the two corners inside, 0 separates them.
    /// </summary>
    public static ImmutableArray<short> FirstCase => s_loops.FirstCase;

    /// <summary>All entries.</summary>
    public static ImmutableArray<CubeCase> Cases => s_loops.Cases;
}
