using System.Numerics;

namespace NeuralFields.Rendering.Radiance;

/// <summary>A ray to be traced, in the field's space.</summary>
/// <param name="Origin">The eye.</param>
/// <param name="Direction">Of length 1.</param>
/// <param name="Near">Distance from which on anything is seen; infinite for a ray that sees nothing.</param>
public readonly record struct EyeRay(Vector3 Origin, Vector3 Direction, float Near);

/// <summary>What arrives along a ray.</summary>
public struct RayLight
{
    /// <summary>RGB as coded in sRGB, times opacity.</summary>
    public Vector3 Color;

    /// <summary>The part of the background that is hidden, 0 to 1.</summary>
    public float Opacity;

    /// <summary>Distance from the eye, the mean by weight; 0 where nothing was hit.</summary>
    public float MeanDistance;

    /// <summary>Distance from the eye to the sample of largest weight; 0 where nothing was hit.</summary>
    public float PeakDistance;

    /// <summary>Samples that were blended.</summary>
    public int Samples;

    /// <summary>The weight of that sample.</summary>
    internal float Peak;

    /// <summary>The colour over a background of one colour as coded in sRGB.</summary>
    public readonly Vector3 Over(Vector3 background) => Color + (background * (1 - Opacity));
}
