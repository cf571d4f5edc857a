using System.Text;
using NeuralFields.Testing;
using Xunit.Abstractions;

namespace NeuralFields.IO.Tests;

/// <summary>
/// Strange and broken files end in a right result or in one clear line: tests/goldens/badmeshes.txt says which, file by
/// file. A line is read by people before it is accepted.
/// </summary>
public sealed class BadMeshTests(ITestOutputHelper output)
{
    private static readonly string[] s_folders = ["gltf", "gltf-validator-cases", "mesh"];

    // What the files themselves need, and reports about them.
    private static readonly string[] s_others = [".bin", ".json", ".png"];

    [Fact]
    public void Every_file_ends_as_the_table_says()
    {
        if (SharedData.Find("badinput") is not string root)
        {
            output.WriteLine("badinput is not here: nothing is checked.");
            return;
        }
        StringBuilder table = new();
        foreach (string path in s_folders.SelectMany(f => Directory.GetFiles(Path.Combine(root, f), "*", SearchOption.AllDirectories))
            .Where(p => !s_others.Contains(Path.GetExtension(p))).Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(root, path).Replace('\\', '/');
            string line = Outcome(path).Replace(root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
            Assert.DoesNotContain('\n', line);
            table.Append(name).Append(": ").Append(line.Replace(name + ": ", "", StringComparison.Ordinal)).Append('\n');
        }
        TextSnapshot.Check(table.ToString(), "tests", "goldens", "badmeshes.txt");
    }

    private static string Outcome(string path)
    {
        try
        {
            SurfaceContents contents = SurfaceFile.Read(path);
            string what = contents is SurfaceContents.Mesh mesh
                ? $"mesh of {mesh.Surface.VertexCount} vertices and {mesh.Surface.TriangleCount} triangles"
                : $"cloud of {((SurfaceContents.Cloud)contents).Points.Count} points";
            return string.Join("; ", [what, .. contents.Remarks]);
        }
        catch (InputException e)
        {
            return "refused: " + e.Message;
        }
    }
}
