using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>
/// The light of a product picture on matt clay: a large key light from above and to the left of the camera, a weak fill
/// from the right, a light from behind that draws the edges, and a bright ceiling over a warm floor.
/// </summary>
/// <remarks>The lights stand around the camera and follow it, so that a turntable is lit alike in every frame.</remarks>
internal sealed class StudioLight
{
    private const float Gloss = 0.05f, RimPower = 0.5f;

    // Linear RGB; tuned by eye on the armadillo, the rocker arm and the bunny.
    private static readonly Vector3 s_clay = new(0.60f, 0.555f, 0.51f);
    private static readonly Vector3 s_keyColor = new Vector3(1, 0.955f, 0.89f) * 1.2f;
    private static readonly Vector3 s_fillColor = new Vector3(0.78f, 0.88f, 1) * 0.12f;
    private static readonly Vector3 s_skyColor = new Vector3(0.86f, 0.94f, 1.06f) * 0.46f;
    private static readonly Vector3 s_floorColor = new Vector3(0.9f, 0.84f, 0.78f) * 0.13f;

    private readonly Vector3 _up, _fill, _rim;

    /// <summary>The light around a camera.</summary>
    /// <param name="pose">The camera's pose.</param>
    /// <param name="up">What is up in the world.</param>
    /// <param name="direction">Where the key light stands beside the camera; null for the usual place.</param>
    public StudioLight(CameraPose pose, Point3 up, LightDirection? direction = null)
    {
        // The camera's own directions, levelled; one that looks straight down has its own up in front.
        Point3 level = pose.Back - (up * PointAlgebra.Dot(pose.Back, up));
        if (!(level.Length > 1e-3)) level = pose.Up * -Math.Sign(PointAlgebra.Dot(pose.Back, up));
        Vector3 front = PointAlgebra.Unit(level).ToVector3();
        _up = up.ToVector3();
        Vector3 right = Vector3.Cross(_up, front);
        Key = direction is { } d
            ? d.Of(right, _up, front)
            : Vector3.Normalize((right * -0.62f) + (_up * 0.95f) + (front * 0.62f));
        _fill = Vector3.Normalize((right * 0.9f) + (_up * 0.25f) + (front * 0.55f));
        _rim = Vector3.Normalize((right * 0.45f) + (_up * 0.55f) - front);
    }

    /// <summary>The direction towards the light that fills shadows.</summary>
    public Vector3 Fill => _fill;

    /// <summary>The direction towards the light behind.</summary>
    public Vector3 Rim => _rim;

    /// <summary>The direction towards the key light.</summary>
    public Vector3 Key { get; }

    /// <summary>Light from a direction of the surroundings.</summary>
    public Vector3 Surroundings(Vector3 direction)
        => Vector3.Lerp(s_floorColor, s_skyColor, Smooth((0.5f * Vector3.Dot(direction, _up)) + 0.5f));

    /// <summary>What a place sends to the eye, in linear RGB from 0 to 1.</summary>
    /// <param name="normal">The surface's direction.</param>
    /// <param name="toEye">The direction to the eye.</param>
    /// <param name="keyVisibility">The part of the key light that is seen, 0 to 1.</param>
    /// <param name="ambient">Mean light of the surroundings that reaches the place.</param>
    /// <param name="openness">How open the place is, 0 to 1: dims the lights that cast no shadow.</param>
    public Vector3 Shade(Vector3 normal, Vector3 toEye, float keyVisibility, Vector3 ambient, float openness)
    {
        float key = Math.Max(0, Vector3.Dot(normal, Key)) * keyVisibility;
        float fill = Wrapped(normal, _fill) * openness;
        float edge = 1 - Math.Max(0, Vector3.Dot(normal, toEye));
        float rim = Math.Max(0, Vector3.Dot(normal, _rim)) * edge * edge * RimPower * openness;
        Vector3 light = (s_keyColor * key) + (s_fillColor * fill) + ambient + new Vector3(rim);
        float shine = Math.Max(0, Vector3.Dot(normal, Vector3.Normalize(Key + toEye)));
        for (int i = 0; i < 4; i++) shine *= shine; // the 16th power
        return ToneMap((s_clay * light) + (s_keyColor * (Gloss * shine * key)));
    }

    private static float Wrapped(Vector3 normal, Vector3 light) => Math.Max(0, (Vector3.Dot(normal, light) + 0.3f) / 1.3f);

    private static float Smooth(float x) => x * x * (3 - (2 * x));

    /// <summary>x(1 + x/w²)/(1 + x) with white at w (Reinhard et al. 2002, eq. 4), scaled so that ½ stays ½.</summary>
    private static Vector3 ToneMap(Vector3 light)
    {
        const float white = 2.2f, exposure = 0.5f / (0.5f * (1 + (0.5f / (white * white))) / 1.5f);
        Vector3 mapped = light * (Vector3.One + (light / (white * white))) / (Vector3.One + light);
        return Vector3.Min(Vector3.One, mapped * exposure);
    }
}
