using System.Numerics;

namespace NeuralFields.Training;

/// <summary>A ray of training. Places and lengths are those of the field's space, the cube around (½, ½, ½).</summary>
public struct TrainingRay
{
    /// <summary>The eye.</summary>
    public Vector3 Origin;

    /// <summary>Of length 1.</summary>
    public Vector3 Direction;

    /// <summary>Distance from which on anything may be seen.</summary>
    public float Near;

    /// <summary>The part of a step by which the first sample is moved, 0 to 1.</summary>
    public float Jitter;

    /// <summary>What the ray should show, over its background.</summary>
    public Vector3 Target;

    /// <summary>What lies behind everything.</summary>
    public Vector3 Background;

    /// <summary>The number of the view that the ray belongs to.</summary>
    public int View;
}

/// <summary>
/// Where the rays of training come from. A pure function of a ray's number, so that any thread may ask for any of them
/// and runs can be resumed.
/// </summary>
public interface IRaySource
{
    /// <summary>Views that rays belong to.</summary>
    int ViewCount { get; }

    /// <summary>The axis of a view's camera, of length 1: away from what it looks at.</summary>
    Vector3 BackOf(int view);

    /// <summary>Writes consecutive rays. Called by several threads at once; must not allocate.</summary>
    /// <param name="firstRay">The number of the first ray since the start of training.</param>
    /// <param name="rays">Receives them.</param>
    void Fill(long firstRay, Span<TrainingRay> rays);
}
