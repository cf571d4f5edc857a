using NeuralFields.Meshing;

namespace NeuralFields.Tests.Meshing;

public sealed class CubeTableTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, CubeTable.Cases.Length)];

    [Fact]
    public void Edges_are_numbered_as_their_corners_say()
    {
        for (int edge = 0; edge < CubeEdges.Count; edge++)
        {
            int lower = CubeEdges.LowerCorner(edge), upper = lower | (1 << CubeEdges.AxisOf(edge));
            Assert.NotEqual(lower, upper);
            Assert.Equal(edge, CubeEdges.Between(upper, lower));
        }
        Assert.Equal(CubeEdges.Count, Enumerable.Range(0, CubeEdges.Count).Select(CubeEdges.LowerCorner).Zip(
            Enumerable.Range(0, CubeEdges.Count).Select(CubeEdges.AxisOf)).Distinct().Count());
    }

    [Fact]
    public void There_is_an_entry_for_every_answer()
    {
        int entries = 0;
        for (int sides = 0; sides < 256; sides++)
        {
            Assert.Equal(entries, CubeTable.FirstCase[sides]);
            entries += 1 << int.PopCount(CubeTable.AmbiguousFaces[sides]);
        }
        Assert.Equal(entries, CubeTable.Cases.Length);
        Assert.Equal(CubeTable.MaxTriangles, CubeTable.Cases.Max(c => c.TriangleCount));
    }

    /// <summary>Lines on faces are used once, all others twice and never between edges of one face.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void Disks_meet_faces_in_their_border_alone(int entry)
    {
        Dictionary<(int, int), int> uses = [];
        byte[] t = [.. CubeTable.Triangles.AsSpan().Slice(
            CubeTable.Cases[entry].FirstIndex, 3 * CubeTable.Cases[entry].TriangleCount)];
        for (int i = 0; i < t.Length; i++)
        {
            int other = t[i % 3 == 2 ? i - 2 : i + 1];
            (int, int) edge = (Math.Min(t[i], other), Math.Max(t[i], other));
            uses[edge] = uses.GetValueOrDefault(edge) + 1;
        }
        Assert.All(uses, use => Assert.Equal(IsOnFace(use.Key) ? 1 : 2, use.Value));
    }

    private static bool IsOnFace((int A, int B) edge)
        => edge.B != CubeTable.Center && CubeEdges.ShareFace(edge.A, edge.B);
}
