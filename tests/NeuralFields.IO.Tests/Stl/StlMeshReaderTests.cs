using System.Text;
using NeuralFields.Geometry;
using NeuralFields.IO.Stl;
using NeuralFields.IO.Tests.Surfaces;

namespace NeuralFields.IO.Tests.Stl;

public sealed class StlMeshReaderTests
{
    private const string Facet =
        "facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\n";

    private static readonly StlMeshReader s_reader = new();

    [Fact]
    public void Text_of_several_solids_is_read_and_equal_corners_are_one_vertex()
    {
        TriangleMesh mesh = s_reader.MeshOf($"\n SOLID vertex\n{Facet}endsolid vertex\nsolid\n{Facet.ToUpperInvariant()}endsolid");
        Assert.Equal((2, 3), (mesh.TriangleCount, mesh.VertexCount));
    }

    [Fact]
    public void A_binary_file_may_begin_with_solid()
    {
        byte[] file = new StlMeshWriter().Written(Meshes.Cube());
        Encoding.ASCII.GetBytes("solid of facets").CopyTo(file, 0);
        Assert.Equal((12, 8), (s_reader.MeshOf(file).TriangleCount, s_reader.MeshOf(file).VertexCount));
        Refusal.AssertSays("its count asks for", () => s_reader.MeshOf(file[..^1]));
    }

    [Fact]
    public void Bytes_behind_the_last_triangle_are_said()
    {
        byte[] file = [.. new StlMeshWriter().Written(Meshes.Cube()), 1, 2, 3];
        Assert.Equal(
            "bytes behind the last triangle were ignored: 3",
            Assert.Single(s_reader.Read(file, MeshReadOptions.Default).Remarks));
    }

    [Theory]
    [InlineData("solid\nendsolid\n", "holds no triangles")]
    [InlineData("solid\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nendloop\n", "line 6: a facet has 2 corners, expected 3")]
    [InlineData("solid\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\n", "the file ends within a facet")]
    [InlineData("solid\nfacet normal 0 0 1\nouter loop\nvertex 0 0", "the file ends, expected z")]
    [InlineData("solid\nvertex 0 zero 0\n", "'zero' is no number, expected y")]
    [InlineData("solid\nhello\n", "'hello' is no word of STL")]
    [InlineData("hello", "the file has 5 bytes and does not begin with 'solid'")]
    public void Broken_files_are_refused(string text, string why) => Refusal.AssertSays(why, () => s_reader.ReadText(text));

    [Fact]
    public void A_claimed_count_takes_no_memory()
    {
        byte[] file = new byte[100];
        file.AsSpan(80, 4).Fill(0xFF);
        Refusal.AssertSays("its count asks for 214748364834", () => s_reader.MeshOf(file));
    }
}
