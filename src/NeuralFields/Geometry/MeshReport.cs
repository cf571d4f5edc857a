using System.Numerics;

namespace NeuralFields.Geometry;

/// <summary>What kind of surface a mesh is, once vertices at exactly equal places count as one.</summary>
public sealed record MeshReport
{
    // Beside the longest side squared: twice the area of triangles that single precision makes of three points on a line.
    private const double Flat = 1e-7;

    // Beside the diagonal cubed: what rounding makes of a sheet.
    private const double NoVolume = 1e-9;

    /// <summary>Triangles.</summary>
    public required int Triangles { get; init; }

    /// <summary>Vertices as the mesh has them.</summary>
    public required int Vertices { get; init; }

    /// <summary>Vertices at different places.</summary>
    public required int MergedVertices { get; init; }

    /// <summary>Of these, vertices of no triangle.</summary>
    public required int UnusedVertices { get; init; }

    /// <summary>Triangles without area: two corners at one place, or all three on a line.</summary>
    public required int DegenerateTriangles { get; init; }

    /// <summary>Edges of one triangle: borders of holes.</summary>
    public required int OpenEdges { get; init; }

    /// <summary>Edges of three triangles or more.</summary>
    public required int NonManifoldEdges { get; init; }

    /// <summary>Edges of two triangles of which one has its back where the other has its front.</summary>
    public required int InconsistentEdges { get; init; }

    /// <summary>Parts that share no vertex.</summary>
    public required int Components { get; init; }

    /// <summary>Which way front faces look, by the edges and the volume of the whole.</summary>
    public required MeshOrientation Orientation { get; init; }

    /// <summary>Area, in square units.</summary>
    public required double Area { get; init; }

    /// <summary>
    /// Enclosed volume in cubic units, negative where faces look inwards; of a mesh with holes, the volume with each
    /// hole closed towards the middle of the triangles' bounds.
    /// </summary>
    public required double SignedVolume { get; init; }

    /// <summary>Handles of all parts together; null unless the mesh is watertight and its faces agree.</summary>
    public required int? Genus { get; init; }

    /// <summary>The smallest box around all vertices.</summary>
    public required Box3 Bounds { get; init; }

    /// <summary>Whether every edge belongs to exactly two triangles.</summary>
    public bool IsWatertight => Triangles > 0 && OpenEdges == 0 && NonManifoldEdges == 0;

    /// <summary>Examines a mesh.</summary>
    /// <param name="mesh">Indices in range, finite positions.</param>
    /// <exception cref="InputException">It has more than 2²⁹ vertices.</exception>
    public static MeshReport Of(TriangleMesh mesh)
    {
        TriangleMesh merged = VertexMerge.Of(mesh).Mesh;
        EdgeCensus edges = EdgeCensus.Of(merged.Indices);
        (int components, int unused) = MeshParts.Count(merged.VertexCount, merged.Indices);
        Box3 box = Box3.Of([.. merged.Indices.Select(i => merged.Positions[i])]);
        (double area, double volume, int degenerate, int collapsed) = Measure(merged, box.Center);
        MeshReport report = new()
        {
            Triangles = mesh.TriangleCount,
            Vertices = mesh.VertexCount,
            MergedVertices = merged.VertexCount,
            UnusedVertices = unused,
            DegenerateTriangles = degenerate,
            OpenEdges = edges.Open,
            NonManifoldEdges = edges.NonManifold,
            InconsistentEdges = edges.Inconsistent,
            Components = components,
            Orientation = OrientationOf(edges, volume, box.Diagonal),
            Area = area,
            SignedVolume = volume,
            Genus = null,
            Bounds = mesh.Bounds,
        };
        int faces = mesh.TriangleCount - collapsed, euler = merged.VertexCount - unused - edges.Edges + faces;
        return report with { Genus = GenusOf(report, euler) };
    }

    private static MeshOrientation OrientationOf(EdgeCensus edges, double volume, double diagonal)
        => edges.Inconsistent > 0 ? MeshOrientation.Mixed
            : !(Math.Abs(volume) > NoVolume * diagonal * diagonal * diagonal) ? MeshOrientation.Undetermined
            : volume > 0 ? MeshOrientation.Outward : MeshOrientation.Inward;

    /// <summary>V − E + F = 2 (parts − handles); parts that touch at a vertex break it, and give no number.</summary>
    private static int? GenusOf(MeshReport report, int euler)
    {
        if (!report.IsWatertight || report.InconsistentEdges > 0 || euler % 2 != 0) return null;
        int genus = report.Components - (euler / 2);
        return genus >= 0 ? genus : null;
    }

    private static (double Area, double Volume, int Degenerate, int Collapsed) Measure(TriangleMesh mesh, Point3 middle)
    {
        double area = 0, volume = 0;
        int degenerate = 0, collapsed = 0;
        for (int i = 0; i < mesh.TriangleCount; i++)
        {
            (Vector3 first, Vector3 second, Vector3 third) = mesh.Triangle(i);
            Point3 a = Point3.Of(first) - middle, b = Point3.Of(second) - middle, c = Point3.Of(third) - middle;
            Point3 ab = b - a, ac = c - a, normal = Cross(ab, ac);
            double twice = normal.Length, longest = Math.Max(ab.Length, Math.Max(ac.Length, (c - b).Length));
            area += 0.5 * twice;
            volume += ((normal.X * a.X) + (normal.Y * a.Y) + (normal.Z * a.Z)) / 6;
            if (!(twice > Flat * longest * longest)) degenerate++;
            if (first == second || second == third || third == first) collapsed++;
        }
        return (area, volume, degenerate, collapsed);
    }

    private static Point3 Cross(Point3 a, Point3 b)
        => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));
}
