using System.Collections.Immutable;
using NeuralFields.Geometry;

namespace NeuralFields.Rendering.Cameras;

/// <summary>Views between key views.</summary>
/// <param name="Keys">At least one camera, all with pictures of one size.</param>
/// <param name="IsClosed">Whether the last key leads back to the first.</param>
public abstract record CameraSpline(ImmutableArray<Camera> Keys, bool IsClosed)
{
    /// <summary>Evenly spaced views. An open path ends at its last key, a closed one just before its first.</summary>
    /// <param name="frames">Views, at least 1.</param>
    public ImmutableArray<Camera> Sample(int frames)
        => [.. Enumerable.Range(0, frames).Select(i => At(i / (double)Math.Max(1, IsClosed ? frames : frames - 1)))];

    /// <summary>The view at a part of the way.</summary>
    /// <param name="part">0 at the first key, 1 at the last, or at the first again where the path is closed.</param>
    public Camera At(double part)
    {
        double at = Math.Clamp(part, 0, 1) * (IsClosed ? Keys.Length : Keys.Length - 1);
        int key = (int)Math.Floor(at);
        return Between(key, at - key);
    }

    /// <summary>The view between a key and the next one.</summary>
    /// <param name="key">The key's number.</param>
    /// <param name="t">0 to 1.</param>
    protected abstract Camera Between(int key, double t);

    /// <summary>A key; numbers beyond the ends go around a closed path and stay at the ends of an open one.</summary>
    protected Camera Key(int number)
        => Keys[IsClosed ? ((number % Keys.Length) + Keys.Length) % Keys.Length : Math.Clamp(number, 0, Keys.Length - 1)];

    /// <summary>The weighted sum of four consecutive keys' places.</summary>
    /// <param name="first">The first key's number.</param>
    /// <param name="weights">One weight per key; their sum is 1.</param>
    protected Point3 Position(int first, ReadOnlySpan<double> weights)
    {
        Point3 sum = Point3.Zero;
        for (int i = 0; i < weights.Length; i++) sum += Key(first + i).Pose.Position * weights[i];
        return sum;
    }

    /// <summary>A key's lens with the focal lengths of a weighted sum of views' heights.</summary>
    /// <param name="first">The first key's number.</param>
    /// <param name="weights">One weight per key; their sum is 1.</param>
    protected CameraLens Lens(int first, ReadOnlySpan<double> weights)
    {
        double height = 0;
        for (int i = 0; i < weights.Length; i++) height += Key(first + i).Lens.HalfHeight * weights[i];
        CameraLens lens = Key(first).Lens;
        double factor = lens.HalfHeight / height;
        return lens with { FocalX = lens.FocalX * factor, FocalY = lens.FocalY * factor };
    }
}
