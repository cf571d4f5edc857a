using System.Numerics;

namespace NeuralFields.Distances;

/// <summary>See <see cref="SignRule.Winding"/>.</summary>
/// <remarks>
/// Jacobson et al. 2013, Robust inside-outside segmentation using generalized winding numbers; Barill et al. 2018, Fast
/// winding numbers for soups and clouds. Where triangles have no border, winding numbers are whole: then a ray counts
/// them exactly, and they are the same all over a ball that the surface does not touch.
/// </remarks>
internal sealed class WindingRule : SignRule
{
    /// <inheritdoc/>
    public override string Name => "winding";

    /// <inheritdoc/>
    internal override SignTest Prepare(TriangleTree tree, int threads)
    {
        MeshOrientation orientation =
            MeshOrientation.Orient(tree, new(tree.Mesh), threads, out DipoleMoments dipoles);
        SolidAngleTest angles = new(tree, dipoles, orientation.Turned);
        return orientation.IsClosed() ? new BallTest(tree, new CrossingTest(tree, angles)) : angles;
    }

    /// <summary>By the solid angle of all triangles, for any mesh.</summary>
    private sealed class SolidAngleTest(TriangleTree tree, DipoleMoments dipoles, bool[] turned) : PlaceTest
    {
        public override ReadOnlySpan<bool> Turned => turned;

        public override bool IsInside(Vector3 place, float distance)
            => MathF.Abs(tree.Kernel.SolidAngle(tree.Blocks, dipoles, place)) >= 2 * MathF.PI;

        public override void Dispose() => dipoles.Dispose();
    }

    /// <summary>By the first ray that rounding leaves no doubt about, for meshes without a border.</summary>
    private sealed class CrossingTest(TriangleTree tree, PlaceTest doubtful) : PlaceTest
    {
        public override ReadOnlySpan<bool> Turned => doubtful.Turned;

        public override bool IsInside(Vector3 place, float distance)
            => Count(place) ?? Count(Beside(place, distance)) ?? doubtful.IsInside(place, distance);

        private bool? Count(Vector3 place)
        {
            foreach (RayDirection ray in RayDirection.ShortestWaysOut(tree.Box, place))
            {
                RayCrossings crossings = tree.Kernel.Crossings(tree.Blocks, place, ray.Axis, ray.IsForward);
                if (crossings.Certain) return crossings.Winding != 0;
            }
            return null;
        }

        public override void Dispose() => doubtful.Dispose();
    }
}
