using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Tests.Geometry;

public sealed class MeshReportTests
{
    private static readonly Vector3[] s_corners =
        [.. Enumerable.Range(0, 8).Select(i => new Vector3(i & 1, (i >> 1) & 1, i >> 2))];

    // Counter-clockwise seen from outside.
    private static readonly int[] s_cube =
    [
        0, 2, 3, 0, 3, 1, 4, 5, 7, 4, 7, 6, 0, 1, 5, 0, 5, 4, 2, 6, 7, 2, 7, 3, 0, 4, 6, 0, 6, 2, 1, 3, 7, 1, 7, 5,
    ];

    [Fact]
    public void A_cube_is_closed_outward_and_of_volume_one()
    {
        MeshReport report = MeshReport.Of(new TriangleMesh(s_corners, s_cube) { Origin = new Point3(1e6, -1e6, 0.25) });
        Assert.True(report.IsWatertight);
        Assert.Equal(MeshOrientation.Outward, report.Orientation);
        Assert.Equal((12, 8, 8, 0), (report.Triangles, report.Vertices, report.MergedVertices, report.UnusedVertices));
        Assert.Equal((0, 0, 0, 0), (report.OpenEdges, report.NonManifoldEdges, report.InconsistentEdges, report.DegenerateTriangles));
        Assert.Equal((1, 0), (report.Components, report.Genus));
        Assert.Equal(1, report.SignedVolume, 12);
        Assert.Equal(6, report.Area, 12);
        Assert.Equal(1e6 + 1, report.Bounds.Max.X);
    }

    [Fact]
    public void Corners_of_their_own_are_merged_first()
    {
        MeshReport report = MeshReport.Of(Soup(s_cube));
        Assert.Equal((36, 8), (report.Vertices, report.MergedVertices));
        Assert.True(report.IsWatertight);
        Assert.Equal(0, report.Genus);
    }

    [Fact]
    public void Turned_faces_are_inward_and_one_turned_face_is_mixed()
    {
        int[] turned = [.. s_cube.Chunk(3).SelectMany(t => new[] { t[1], t[0], t[2] })];
        MeshReport inward = MeshReport.Of(new TriangleMesh(s_corners, turned));
        Assert.Equal(MeshOrientation.Inward, inward.Orientation);
        Assert.Equal(-1, inward.SignedVolume, 12);

        MeshReport mixed = MeshReport.Of(new TriangleMesh(s_corners, [.. turned[..3], .. s_cube[3..]]));
        Assert.Equal(MeshOrientation.Mixed, mixed.Orientation);
        Assert.Equal(3, mixed.InconsistentEdges);
        Assert.True(mixed.IsWatertight);
        Assert.Null(mixed.Genus);
    }

    [Fact]
    public void Holes_fins_and_flat_sheets_are_told()
    {
        MeshReport open = MeshReport.Of(new TriangleMesh(s_corners, s_cube[6..]));
        Assert.Equal((4, false), (open.OpenEdges, open.IsWatertight));
        Assert.Equal(MeshOrientation.Outward, open.Orientation);
        Assert.Null(open.Genus);

        MeshReport fin = MeshReport.Of(new TriangleMesh(
            [.. s_corners, new Vector3(0.5f, -1, -1)], [.. s_cube, 0, 1, 8]));
        Assert.Equal((2, 1), (fin.OpenEdges, fin.NonManifoldEdges));

        MeshReport sheet = MeshReport.Of(new TriangleMesh(s_corners, s_cube[..6]));
        Assert.Equal(MeshOrientation.Undetermined, sheet.Orientation);
        Assert.Equal(4, sheet.UnusedVertices);
    }

    [Fact]
    public void Two_cubes_are_two_parts_of_genus_zero()
    {
        Vector3[] apart = [.. s_corners.Select(c => c + new Vector3(5, 0, 0))];
        MeshReport report = MeshReport.Of(new TriangleMesh([.. s_corners, .. apart], [.. s_cube, .. s_cube.Select(i => i + 8)]));
        Assert.Equal((2, 0), (report.Components, report.Genus));
        Assert.Equal(2, report.SignedVolume, 12);
    }

    [Fact]
    public void A_ring_has_genus_one()
    {
        // Three by three square prisms around a hole: a torus of 16 × 4 quads, by modular arithmetic.
        const int around = 16, across = 4;
        Vector3[] places = new Vector3[around * across];
        List<int> indices = [];
        for (int i = 0; i < around; i++)
            for (int k = 0; k < across; k++)
            {
                (double s, double c) = Math.SinCos(2 * Math.PI * i / around);
                (double h, double r) = Math.SinCos(2 * Math.PI * k / across);
                places[(i * across) + k] = new Vector3((float)(c * (3 + r)), (float)(s * (3 + r)), (float)h);
                int a = (i * across) + k, b = ((i + 1) % around * across) + k;
                int d = (i * across) + ((k + 1) % across), e = ((i + 1) % around * across) + ((k + 1) % across);
                indices.AddRange([a, b, e, a, e, d]);
            }
        MeshReport report = MeshReport.Of(new TriangleMesh(places, [.. indices]));
        Assert.Equal((1, 1), (report.Components, report.Genus));
        Assert.Equal(MeshOrientation.Outward, report.Orientation);
    }

    [Fact]
    public void Triangles_without_area_are_counted_and_break_nothing()
    {
        // One with two corners at one place, one along an edge.
        Vector3[] places = [.. s_corners, s_corners[0], new Vector3(0.5f, 0, 0)];
        MeshReport report = MeshReport.Of(new TriangleMesh(places, [.. s_cube, 0, 8, 1]));
        Assert.Equal(1, report.DegenerateTriangles);
        Assert.True(report.IsWatertight);
        Assert.Equal(1, MeshReport.Of(new TriangleMesh(places, [.. s_cube, 0, 9, 1])).DegenerateTriangles);
    }

    [Fact]
    public void An_empty_mesh_is_not_watertight()
    {
        MeshReport report = MeshReport.Of(new TriangleMesh([], []));
        Assert.False(report.IsWatertight);
        Assert.Equal((0, 0), (report.Components, report.Vertices));
    }

    private static TriangleMesh Soup(int[] indices)
        => new([.. indices.Select(i => s_corners[i])], [.. Enumerable.Range(0, indices.Length)]);
}
