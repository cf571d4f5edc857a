using System.Numerics;

namespace NeuralFields.Distances;

/// <summary>See <see cref="SignRule.Parity"/>.</summary>
/// <remarks>
/// Rays run along the axes. One that passes a side or a corner so nearly that rounding decides has no vote. Without a
/// majority rays are sent from another place nearby that nothing separates; without one there the place is outside.
/// </remarks>
internal sealed class ParityRule : SignRule
{
    /// <inheritdoc/>
    public override string Name => "parity";

    /// <inheritdoc/>
    internal override SignTest Prepare(TriangleTree tree, int threads)
    {
        VoteTest votes = new(tree);
        return IsEven(new(tree.Mesh)) ? new BallTest(tree, votes) : votes;
    }

    /// <summary>Whether an even number of triangles meets at every side: then the parity only changes at the surface.</summary>
    private static bool IsEven(MeshTopology topology)
    {
        for (int side = 0; side < topology.SideCount; side++)
            if (topology.Side(side).Length % 2 != 0) return false;
        return true;
    }

    private sealed class VoteTest(TriangleTree tree) : PlaceTest
    {
        public override bool IsInside(Vector3 place, float distance)
            => (Lead(place) is var lead && lead != 0 ? lead : Lead(Beside(place, distance))) > 0;

        /// <summary>Votes for inside minus votes for outside, of at most three.</summary>
        private int Lead(Vector3 place)
        {
            int lead = 0, voters = 0;
            RayDirection.Three shortest = RayDirection.ShortestWaysOut(tree.Box, place);
            for (int k = 0; k < 6 && voters < 3 && Math.Abs(lead) < 2; k++)
            {
                // The long ways out are asked where a short one has no vote.
                RayDirection ray = shortest[k % 3];
                bool forward = ray.IsForward == k < 3;
                RayCrossings crossings = tree.Kernel.Crossings(tree.Blocks, place, ray.Axis, forward);
                if (!crossings.Certain) continue;
                voters++;
                lead += crossings.Count % 2 == 0 ? -1 : 1;
            }
            return lead;
        }

        public override void Dispose() { }
    }
}
