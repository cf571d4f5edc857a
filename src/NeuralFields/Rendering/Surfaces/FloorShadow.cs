using System.Numerics;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>
/// The shadow of a shape on a floor below it, which is itself not seen: only what it takes from the background is.
/// Distances come from the coarse lattice alone, since the shadow is soft.
/// </summary>
/// <param name="grid">Coarse distances.</param>
/// <param name="light">The lights.</param>
/// <param name="floor">A place of the floor below the middle of the shape, field coordinates.</param>
/// <param name="up">The floor's normal.</param>
/// <param name="radius">Half the shape's diagonal: shadows fade out beyond.</param>
internal sealed class FloorShadow(DistanceGrid grid, StudioLight light, Vector3 floor, Vector3 up, float radius)
{
    /// <summary>What a wholly hidden place of the floor loses: much less than all, for nothing is black in a studio.</summary>
    private const float KeyPart = 0.26f, AmbientPart = 0.4f;

    /// <summary>Where the fading begins and ends, in radii from the middle.</summary>
    private const float FadeBegin = 1.2f, FadeEnd = 3;

    private readonly AmbientCones _cones = new(grid, light);

    /// <summary>The part of the background's light that is taken away where a ray meets the floor.</summary>
    /// <param name="origin">The eye.</param>
    /// <param name="direction">The ray's unit direction.</param>
    /// <returns>0 to below 1; 0 where the floor is not met from above.</returns>
    public float At(Vector3 origin, Vector3 direction)
    {
        float height = Vector3.Dot(origin - floor, up), fall = -Vector3.Dot(direction, up);
        if (!(height > 0 && fall > 1e-4f)) return 0;
        Vector3 place = origin + (direction * (height / fall));
        float fade = (FadeEnd - (Vector3.Distance(place, floor) / radius)) / (FadeEnd - FadeBegin);
        if (!(fade > 0)) return 0;
        float clearance = SoftShadow.March(grid, place, light.Key, grid.Cell, 1);
        float shadow = (KeyPart * (1 - SoftShadow.Visibility(clearance))) +
            (AmbientPart * (1 - _cones.Gather(place, up).Openness));
        return shadow * Math.Min(1, fade);
    }
}
