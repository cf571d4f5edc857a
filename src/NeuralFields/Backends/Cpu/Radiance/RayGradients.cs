using System.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.Backends.Cpu;

/// <summary>From derivatives by the coordinates of samples to derivatives by the rays they lie on.</summary>
internal static unsafe class RayGradients
{
    /// <summary>Sums over the samples of each ray of a tile.</summary>
    /// <param name="frame">Its rows; the coordinates' derivatives are complete.</param>
    /// <param name="set">The rays; receives the derivatives.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="counts">[rays] samples of each that were learnt from.</param>
    /// <param name="space">From places to coordinates.</param>
    /// <remarks>A place is origin + t·direction with a distance t that does not depend on the camera.</remarks>
    public static void Gather(TileFrame frame, RaySet set, int tile, ReadOnlySpan<int> counts, VolumeSpace space)
    {
        RayTile rays = set.Tiles[tile];
        float* dx = frame.CoordinateGradients, distances = set.Lengths(tile) + frame.Stride;
        nint stride = frame.Stride;
        float perUnit = 1f / space.AabbScale;
        int column = 0;
        for (int ray = rays.FirstRay; ray < rays.EndRay; ray++)
        {
            Vector3 byOrigin = Vector3.Zero, byDirection = Vector3.Zero;
            for (int end = column + counts[ray - rays.FirstRay]; column < end; column++)
            {
                Vector3 byPlace = new Vector3(dx[column], dx[stride + column], dx[(2 * stride) + column]) * perUnit;
                Vector3 own = new(dx[(3 * stride) + column], dx[(4 * stride) + column], dx[(5 * stride) + column]);
                byOrigin += byPlace;
                byDirection += (byPlace * distances[column]) + (own * 0.5f); // coordinates hold (d + 1)/2
            }
            set.Gradients[ray] = set.Gradients[ray] with { ByOrigin = byOrigin, ByDirection = byDirection };
        }
    }

    /// <summary>Hands the derivatives of a step's rays to their cameras, in the order of the rays.</summary>
    public static void Learn(RaySet set, IRaySource source, CameraLearner cameras)
    {
        for (int tile = 0; tile < set.TileCount; tile++)
        {
            if (set.Tiles[tile].Used == 0) continue; // nothing was seen, and nothing was differentiated
            for (int ray = set.Tiles[tile].FirstRay; ray < set.Tiles[tile].EndRay; ray++)
                cameras.Add(set.Rays[ray].View, set.Given[ray], source.BackOf(set.Rays[ray].View), set.Gradients[ray]);
        }
    }
}
