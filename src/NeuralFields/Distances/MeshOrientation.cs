using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

/// <summary>
/// Which triangles of a mesh to turn around so that fronts face outwards. Neighbours across a side of two triangles
/// are made to agree, with the majority; a piece that then shows its front to its own inside is turned as a whole: on
/// its front the winding number is about −1. A cavity, where it is 0, stays as it is.
/// </summary>
internal sealed class MeshOrientation
{
    /// <summary>Triangles of a piece at which the winding number is asked.</summary>
    private const int Samples = 16;

    /// <summary>Pieces whose fronts have a winding number below this are turned; a lone flat piece has −½.</summary>
    private const double InsideOut = -0.6;

    private readonly MeshTopology _topology;
    private readonly List<int[]> _pieces = [];

    private MeshOrientation(MeshTopology topology)
    {
        _topology = topology;
        Turned = new bool[topology.Mesh.TriangleCount];
        FindPieces();
    }

    /// <summary>[triangles] whether each is to be turned.</summary>
    public bool[] Turned { get; }

    /// <summary>
    /// Turns the triangles of a tree outwards and makes its clusters.
    /// </summary>
    /// <param name="tree">The tree; its corners are swapped where a triangle is turned.</param>
    /// <param name="topology">The sides of its mesh.</param>
    /// <param name="threads">Threads to use; 0 for one per processor.</param>
    /// <param name="dipoles">The clusters of the turned triangles.</param>
    public static MeshOrientation Orient(
        TriangleTree tree, MeshTopology topology, int threads, out DipoleMoments dipoles)
    {
        MeshOrientation orientation = new(topology);
        tree.Blocks.Turn(orientation.Turned);
        dipoles = new(tree.Blocks);
        bool[] again = orientation.PiecesInsideOut(tree, dipoles, threads);
        if (!again.Contains(true)) return orientation;
        tree.Blocks.Turn(again);
        dipoles.Dispose();
        dipoles = new(tree.Blocks);
        for (int i = 0; i < again.Length; i++) orientation.Turned[i] ^= again[i];
        return orientation;
    }

    /// <summary>Whether the turned triangles have no border: every side is passed as often one way as the other.</summary>
    public bool IsClosed()
    {
        for (int side = 0; side < _topology.SideCount; side++)
        {
            int balance = 0;
            foreach (int h in _topology.Side(side)) balance += _topology.IsUpward(h) != Turned[h / 3] ? 1 : -1;
            if (balance != 0) return false;
        }
        return true;
    }

    private void FindPieces()
    {
        bool[] seen = new bool[Turned.Length];
        List<int> piece = [];
        for (int triangle = 0; triangle < seen.Length; triangle++)
        {
            if (seen[triangle]) continue;
            seen[triangle] = true;
            piece.Clear();
            piece.Add(triangle);
            for (int i = 0; i < piece.Count; i++) Spread(piece[i], seen, piece);
            if (2 * piece.Count(t => Turned[t]) > piece.Count)
                foreach (int t in piece) Turned[t] = !Turned[t];
            _pieces.Add([.. piece]);
        }
    }

    /// <summary>Takes neighbours into a piece, turned so that they pass the common side the other way.</summary>
    private void Spread(int triangle, bool[] seen, List<int> piece)
    {
        for (int h = 3 * triangle; h < (3 * triangle) + 3; h++)
        {
            if (_topology.SideOf[h] < 0) continue;
            ReadOnlySpan<int> side = _topology.Side(_topology.SideOf[h]);
            if (side.Length != 2) continue;
            int other = side[0] == h ? side[1] : side[0], neighbour = other / 3;
            if (seen[neighbour]) continue;
            seen[neighbour] = true;
            Turned[neighbour] = Turned[triangle] ^ (_topology.IsUpward(h) == _topology.IsUpward(other));
            piece.Add(neighbour);
        }
    }

    private bool[] PiecesInsideOut(TriangleTree tree, DipoleMoments dipoles, int threads)
    {
        const int perChunk = 256;
        bool[] insideOut = new bool[Turned.Length];
        Chunks.For((_pieces.Count + perChunk - 1) / perChunk, threads, chunk =>
        {
            foreach (int[] piece in _pieces.Skip(chunk * perChunk).Take(perChunk))
                if (WindingInFront(piece, tree, dipoles) < InsideOut)
                    foreach (int triangle in piece) insideOut[triangle] = true;
        });
        return insideOut;
    }

    /// <summary>The mean winding number just in front of some triangles; 0 where none has an area.</summary>
    private double WindingInFront(int[] piece, TriangleTree tree, DipoleMoments dipoles)
    {
        int count = 0, step = Math.Max(1, piece.Length / Samples);
        double sum = 0;
        for (int i = step / 2; i < piece.Length; i += step)
        {
            if (_topology.IsDegenerate(piece[i])) continue;
            Vector3 place = InFrontOf(tree, piece[i]);
            sum += tree.Kernel.SolidAngle(tree.Blocks, dipoles, place) / (4 * Math.PI);
            count++;
        }
        return count == 0 ? 0 : sum / count;
    }

    private Vector3 InFrontOf(TriangleTree tree, int triangle)
    {
        (Vector3 a, Vector3 b, Vector3 c) = tree.Triangle(triangle);
        Point3 normal = TriangleGeometry.AreaNormal(a, b, c);
        double area = normal.Length;
        if (area == 0) return a;
        // Near for the triangle, yet not lost in the rounding of coordinates of about 1.
        double height = Math.Max(1e-6, 0.02 * Math.Sqrt(area)) * (Turned[triangle] ? -1 : 1);
        Point3 middle = (Point3.Of(a) + Point3.Of(b) + Point3.Of(c)) * (1.0 / 3);
        return (middle + (normal * (height / area))).ToVector3();
    }
}
