using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

/// <summary>See <see cref="SignRule.PseudoNormal"/>.</summary>
/// <remarks>
/// Bærentzen and Aanæs 2005, Signed distance computation using the angle weighted pseudonormal. Inverted parts are
/// turned around first.
/// </remarks>
internal sealed class PseudoNormalRule : SignRule
{
    /// <inheritdoc/>
    public override string Name => "pseudonormal";

    /// <inheritdoc/>
    internal override SignTest Prepare(TriangleTree tree, int threads)
    {
        MeshTopology topology = new(tree.Mesh);
        MeshOrientation orientation = MeshOrientation.Orient(tree, topology, threads, out DipoleMoments dipoles);
        dipoles.Dispose();
        return new Test(tree, topology, orientation.Turned);
    }

    private sealed class Test : SignTest
    {
        private readonly TriangleTree _tree;
        private readonly MeshTopology _topology;
        private readonly bool[] _turned;
        private readonly Point3[] _faces, _sides, _vertices;

        public Test(TriangleTree tree, MeshTopology topology, bool[] turned)
        {
            (_tree, _topology, _turned) = (tree, topology, turned);
            _faces = new Point3[turned.Length];
            _sides = new Point3[topology.SideCount];
            _vertices = new Point3[topology.VertexCount];
            for (int triangle = 0; triangle < turned.Length; triangle++) Add(triangle, turned[triangle]);
        }

        public override ReadOnlySpan<bool> Turned => _turned;

        public override void Apply(QueryChunk chunk)
        {
            Span<float> distances = chunk.Distances;
            for (int i = 0; i < distances.Length; i++)
            {
                if (!(distances[i] > 0)) continue;
                Point3 offset = _tree.OffsetTo(chunk.Triangles[i], chunk.Places[i], out TrianglePart part);
                Point3 normal = NormalOf(chunk.Triangles[i], part);
                if (TriangleGeometry.Dot(offset, normal) > 0) distances[i] = -distances[i];
            }
        }

        public override void Dispose() { }

        private void Add(int triangle, bool turned)
        {
            (Vector3 a, Vector3 b, Vector3 c) = _tree.Triangle(triangle);
            Point3 normal = TriangleGeometry.UnitNormal(a, b, c) * (turned ? -1 : 1);
            _faces[triangle] = normal;
            int first = 3 * triangle;
            ReadOnlySpan<double> angles = [Angle(a, b, c), Angle(b, c, a), Angle(c, a, b)];
            for (int k = 0; k < 3; k++)
            {
                _vertices[_topology.From(first + k)] += normal * angles[k];
                int side = _topology.SideOf[first + k];
                if (side >= 0) _sides[side] += normal;
            }
        }

        /// <summary>The normal of a part; a triangle without area lends its sides those of its neighbours.</summary>
        private Point3 NormalOf(int triangle, TrianglePart part)
        {
            int first = 3 * triangle;
            int side = part switch
            {
                TrianglePart.AB => _topology.SideOf[first],
                TrianglePart.BC => _topology.SideOf[first + 1],
                TrianglePart.CA => _topology.SideOf[first + 2],
                _ => -1,
            };
            return part switch
            {
                TrianglePart.A => _vertices[_topology.From(first)],
                TrianglePart.B => _vertices[_topology.From(first + 1)],
                TrianglePart.C => _vertices[_topology.From(first + 2)],
                _ => side >= 0 ? _sides[side] : _faces[triangle],
            };
        }

        private static double Angle(Vector3 at, Vector3 b, Vector3 c)
        {
            Point3 origin = Point3.Of(at), first = Point3.Of(b) - origin, second = Point3.Of(c) - origin;
            double sine = TriangleGeometry.Cross(first, second).Length, cosine = TriangleGeometry.Dot(first, second);
            double size = first.Length * second.Length;
            if (size == 0) return 0;
            return MathApprox.Atan2(new Lanes1((float)(sine / size)), new Lanes1((float)(cosine / size))).Value;
        }
    }
}
