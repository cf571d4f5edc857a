using NeuralFields.Geometry;
using NeuralFields.Testing;
using Xunit.Abstractions;

namespace NeuralFields.IO.Tests;

/// <summary>The public meshes and clouds, by what their list says of them.</summary>
public sealed class SharedMeshTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("armadillo.obj", 49990, 99976, 0, 0, 1, 0, MeshOrientation.Outward)]
    [InlineData("stanford-bunny.obj", 35947, 69451, 223, 0, 1, null, MeshOrientation.Outward)]
    [InlineData("spot/spot.obj", 2930, 5856, 0, 0, 1, 0, MeshOrientation.Outward)]
    [InlineData("fandisk.obj", 6475, 12946, 0, 0, 1, 0, MeshOrientation.Outward)]
    [InlineData("rocker-arm.obj", 10044, 20088, 0, 0, 1, 1, MeshOrientation.Outward)]
    [InlineData("suzanne.obj", 507, 968, 42, 1, 1, null, MeshOrientation.Outward)]
    [InlineData("fertility.off", 4494, 9000, 0, 0, 1, 4, MeshOrientation.Outward)]
    [InlineData("shark.ply", 2560, 5116, 0, 0, 1, 0, MeshOrientation.Inward)]
    [InlineData("great-white.stl", 3155, 6264, 0, 0, 15, null, MeshOrientation.Mixed)]
    [InlineData("sphere-ascii.stl", 114, 224, 0, 0, 1, 0, MeshOrientation.Outward)]
    [InlineData("gltf/Duck.glb", 2399, 4212, 0, 0, 1, 0, MeshOrientation.Outward)]
    [InlineData("gltf/DamagedHelmet.glb", 14556, 15452, 1820, 7, 55, null, MeshOrientation.Outward)]
    [InlineData("gltf/BoxTextured/BoxTextured.gltf", 24, 12, 0, 0, 1, 0, MeshOrientation.Outward)]
    public void Meshes_are_as_listed(
        string name, int vertices, int triangles, int open, int nonManifold, int parts, int? genus, MeshOrientation orientation)
    {
        if (Find("meshes", name) is not string path) return;
        SurfaceContents contents = SurfaceFile.Read(path);
        MeshReport report = MeshReport.Of(((SurfaceContents.Mesh)contents).Surface);
        Assert.Equal((vertices, triangles), (report.Vertices, report.Triangles));
        Assert.Equal((open, nonManifold), (report.OpenEdges, report.NonManifoldEdges));
        Assert.Equal((parts, genus, orientation), (report.Components, report.Genus, report.Orientation));
        Assert.Empty(contents.Remarks);
    }

    [Theory]
    [InlineData("gltf/Duck.glb", 2108)]
    [InlineData("gltf/DamagedHelmet.glb", 8661)]
    [InlineData("gltf/BoxTextured/BoxTextured.gltf", 8)]
    public void Seams_are_merged(string name, int places)
    {
        if (Find("meshes", name) is string path) Assert.Equal(places, MeshReport.Of(Mesh(path)).MergedVertices);
    }

    [Theory]
    [InlineData("shark.ply", -21490, 10)]
    [InlineData("sphere-ascii.stl", 3.927, 5e-4)]
    public void Volumes_are_as_listed(string name, double volume, double tolerance)
    {
        if (Find("meshes", name) is string path)
            Assert.InRange(MeshReport.Of(Mesh(path)).SignedVolume, volume - tolerance, volume + tolerance);
    }

    [Theory]
    [InlineData("kitten.xyz", 5210)]
    [InlineData("hippo1.ply", 6104)]
    public void Clouds_are_as_listed(string name, int points)
    {
        if (Find("pointclouds", name) is not string path) return;
        SurfaceContents contents = SurfaceFile.Read(path);
        PointCloud cloud = Assert.IsType<SurfaceContents.Cloud>(contents).Points;
        Assert.Equal(points, cloud.Count);
        Assert.All(cloud.Normals!, n => Assert.InRange(n.Length(), 0.999f, 1.001f));
        Assert.Empty(contents.Remarks);
    }

    private static TriangleMesh Mesh(string path) => ((SurfaceContents.Mesh)SurfaceFile.Read(path)).Surface;

    private string? Find(string folder, string name)
    {
        string? path = SharedData.Find([folder, .. name.Split('/')]);
        if (path is null) output.WriteLine($"{name} is not here: nothing is checked.");
        return path;
    }
}
