using System.Numerics;

namespace NeuralFields.Meshing;

/// <summary>Fills a loop of cube edges by triangles whose chords never lie on a face of the cube.</summary>
internal static class DiskFilling
{
    /// <summary>The triangulation of least summed squared chord lengths, or null where there is none.</summary>
    /// <param name="loop">Edges in order; vertices are taken at their middles.</param>
    /// <returns>Edges, three per triangle, in the loop's sense of turning.</returns>
    public static List<int>? Triangulate(List<int> loop) => Fill(loop, 0, loop.Count - 1)?.Triangles;

    private static (double Cost, List<int> Triangles)? Fill(List<int> loop, int first, int last)
    {
        if (last - first < 2) return (0, []);
        (double Cost, List<int> Triangles)? best = null;
        for (int apex = first + 1; apex < last; apex++)
        {
            double chords = Chord(loop, first, apex) + Chord(loop, apex, last);
            if (chords >= (best?.Cost ?? double.PositiveInfinity)) continue;
            if (Fill(loop, first, apex) is not { } before || Fill(loop, apex, last) is not { } after) continue;
            double cost = chords + before.Cost + after.Cost;
            if (cost < (best?.Cost ?? double.PositiveInfinity))
                best = (cost, [loop[first], loop[apex], loop[last], .. before.Triangles, .. after.Triangles]);
        }
        return best;
    }

    /// <summary>The cost of joining two places of a loop; infinite where the chord lies on a face.</summary>
    private static double Chord(List<int> loop, int from, int to)
    {
        if (to - from == 1 || to - from == loop.Count - 1) return 0;
        return CubeEdges.ShareFace(loop[from], loop[to])
            ? double.PositiveInfinity
            : Vector3.DistanceSquared(Middle(loop[from]), Middle(loop[to]));
    }

    private static Vector3 Middle(int edge)
    {
        int corner = CubeEdges.LowerCorner(edge);
        Vector3 place = new(corner & 1, (corner >> 1) & 1, corner >> 2);
        place[CubeEdges.AxisOf(edge)] = 0.5f;
        return place;
    }
}
