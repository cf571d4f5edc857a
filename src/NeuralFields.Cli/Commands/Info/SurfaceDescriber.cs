using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.IO;

namespace NeuralFields.Cli.Commands.Info;

/// <summary>Meshes and point clouds: their sizes, and whether a mesh is closed and which way it faces.</summary>
internal sealed class SurfaceDescriber : IFileDescriber
{
    public bool Accepts(string path) => SurfaceFile.IsSurface(path);

    public void Describe(string path, Terminal terminal)
    {
        SurfaceContents contents = SurfaceFile.Read(path);
        JsonResult result = contents is SurfaceContents.Mesh mesh
            ? DescribeMesh(contents.Format, mesh.Surface, terminal)
            : DescribeCloud(contents.Format, ((SurfaceContents.Cloud)contents).Points, terminal);
        foreach (string remark in contents.Remarks) terminal.Print("  " + remark);
        terminal.Result(result
            .Add("format", contents.Format).Add("bytes", new FileInfo(path).Length)
            .Add("remarks", DescriptionNode.Of([.. contents.Remarks.Select(r => DescriptionNode.Of(r))])).ToNode());
    }

    private static JsonResult DescribeMesh(string format, TriangleMesh mesh, Terminal terminal)
    {
        MeshReport report = MeshReport.Of(mesh);
        string orientation = report.Orientation.ToString().ToLowerInvariant();
        terminal.Print(FormattableString.Invariant(
            $"{format} mesh: {report.Vertices:N0} vertices ({report.MergedVertices:N0} places), {report.Triangles:N0} triangles") +
            Attributes(mesh.Normals is not null, mesh.Colors is not null));
        PrintBounds(report.Bounds, terminal);
        terminal.Print(FormattableString.Invariant(
            $"  {(report.IsWatertight ? "watertight" : "not watertight")}: {report.OpenEdges:N0} open edges, ") +
            FormattableString.Invariant($"{report.NonManifoldEdges:N0} non-manifold edges, {report.Components:N0} component{(report.Components == 1 ? "" : "s")}") +
            (report.Genus is { } genus ? FormattableString.Invariant($", genus {genus}") : ""));
        terminal.Print(FormattableString.Invariant(
            $"  orientation {orientation}, {report.InconsistentEdges:N0} edges where faces disagree, ") +
            FormattableString.Invariant($"{report.DegenerateTriangles:N0} degenerate triangles, {report.UnusedVertices:N0} unused vertices"));
        terminal.Print(FormattableString.Invariant($"  area {report.Area:G6}, volume {report.SignedVolume:G6}"));
        return new JsonResult()
            .Add("kind", "mesh").Add("vertices", report.Vertices).Add("mergedVertices", report.MergedVertices)
            .Add("unusedVertices", report.UnusedVertices).Add("triangles", report.Triangles)
            .Add("watertight", report.IsWatertight).Add("openEdges", report.OpenEdges)
            .Add("nonManifoldEdges", report.NonManifoldEdges).Add("inconsistentEdges", report.InconsistentEdges)
            .Add("components", report.Components).Add("orientation", orientation)
            .Add("degenerate", report.DegenerateTriangles).Add("genus", report.Genus)
            .Add("area", report.Area).Add("volume", report.SignedVolume).Add("bounds", Node(report.Bounds))
            .Add("normals", mesh.Normals is not null).Add("colors", mesh.Colors is not null);
    }

    private static JsonResult DescribeCloud(string format, PointCloud cloud, Terminal terminal)
    {
        terminal.Print(FormattableString.Invariant($"{format} point cloud: {cloud.Count:N0} points") +
            Attributes(cloud.Normals is not null, cloud.Colors is not null));
        PrintBounds(cloud.Bounds, terminal);
        return new JsonResult()
            .Add("kind", "cloud").Add("points", cloud.Count).Add("bounds", Node(cloud.Bounds))
            .Add("normals", cloud.Normals is not null).Add("colors", cloud.Colors is not null);
    }

    private static string Attributes(bool normals, bool colors)
        => (normals ? ", normals" : "") + (colors ? ", colours" : "");

    private static void PrintBounds(Box3 box, Terminal terminal)
        => terminal.Print(FormattableString.Invariant(
            $"  bounds [{box.Min.X:G7}, {box.Min.Y:G7}, {box.Min.Z:G7}] to ") +
            FormattableString.Invariant($"[{box.Max.X:G7}, {box.Max.Y:G7}, {box.Max.Z:G7}]"));

    private static DescriptionNode Node(Box3 box) => DescriptionNode.Of([Node(box.Min), Node(box.Max)]);

    private static DescriptionNode Node(Point3 p)
        => DescriptionNode.Of([DescriptionNode.Of(p.X), DescriptionNode.Of(p.Y), DescriptionNode.Of(p.Z)]);
}
