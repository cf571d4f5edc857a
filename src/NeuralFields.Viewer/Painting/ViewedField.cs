using System.Collections.Immutable;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Viewer.Interop;

namespace NeuralFields.Viewer;

/// <summary>A camera of the data.</summary>
/// <param name="Name">The photograph's name.</param>
/// <param name="Camera">Where it was taken.</param>
/// <param name="IsHeldOut">Whether the field was not trained with it.</param>
public sealed record DataCamera(string Name, Camera Camera, bool IsHeldOut);

/// <summary>Tells how far places of the cameras' frame are from a shape.</summary>
/// <param name="places">[n] places.</param>
/// <param name="deviations">[n] receives distances from 0 on.</param>
public delegate void DeviationReader(ReadOnlySpan<Point3> places, Span<float> deviations);

/// <summary>A field as the viewer shows it. All but the constructor is called by one thread at a time.</summary>
public abstract class ViewedField
{
    /// <summary>The box that is looked at, in the frame of cameras.</summary>
    public abstract Box3 Bounds { get; }

    /// <summary>What is up, of length 1.</summary>
    public virtual Point3 Up => new(0, 1, 0);

    /// <summary>Whether it is a flat picture: no camera, but a place and an enlargement.</summary>
    public virtual bool IsPicture => false;

    /// <summary>Whether it has a surface at any distance, to be sliced and meshed.</summary>
    public virtual bool HasSurface => false;

    /// <summary>The least picture while the view moves, for a window of a size.</summary>
    public virtual (int Width, int Height) LeastSize(int width, int height)
        => ProgressivePainter.Shrink(width, height, LeastHeight / (double)height);

    /// <summary>Frames per second to aim at while the view moves.</summary>
    public virtual double FrameRate => 15;

    /// <summary>Cameras of the data.</summary>
    public ImmutableArray<DataCamera> Cameras { get; init; } = [];

    /// <summary>The photograph of a camera, or the trained picture for number 0; null where there is none.</summary>
    public Func<int, Image?> Photograph { get; init; } = _ => null;

    /// <summary>How far places are from the shape that a surface was made from; null where that is not known.</summary>
    public DeviationReader? Deviation { get; init; }

    /// <summary>The first view.</summary>
    /// <param name="aspect">Width of the window through its height.</param>
    public abstract ViewState Home(double aspect);

    /// <summary>Begins a picture.</summary>
    public abstract FieldCanvas Begin(ViewState view, int width, int height);

    /// <summary>Has pictures rendered by a graphics processor from now on; by the processor again where null.</summary>
    /// <param name="gl">The context, current on the painting thread.</param>
    /// <exception cref="InputException">The driver refuses the field.</exception>
    internal abstract void UseGpu(Gl? gl);

    /// <summary>Takes note that the field's parameters are others now.</summary>
    public virtual void Renew() { }

    private const int LeastHeight = 120;
}
