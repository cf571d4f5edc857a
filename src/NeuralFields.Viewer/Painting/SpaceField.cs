using NeuralFields.Geometry;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Rendering.Radiance;
using NeuralFields.Rendering.Surfaces;
using NeuralFields.Viewer.Gpu;
using NeuralFields.Viewer.Interop;

namespace NeuralFields.Viewer;

/// <summary>A field in space, seen by cameras.</summary>
public abstract class SpaceField : ViewedField
{
    private readonly UpAxis _up;
    private readonly Background _background;

    /// <summary>A field in space.</summary>
    /// <param name="bounds">What is looked at, in the frame of cameras.</param>
    /// <param name="up">What is up.</param>
    /// <param name="background">What lies behind at first.</param>
    protected SpaceField(Box3 bounds, UpAxis up, Background background)
        => (Bounds, _up, _background) = (bounds, up, background);

    /// <inheritdoc/>
    public override Box3 Bounds { get; }

    /// <inheritdoc/>
    public override Point3 Up => _up.Frame().Up;

    /// <summary>Steps that are shown as many.</summary>
    internal abstract float ManySteps { get; }

    /// <summary>How far before and behind the middle depths are told apart.</summary>
    internal virtual double DepthRadius => 0.5 * Bounds.Diagonal;

    /// <inheritdoc/>
    public override ViewState Home(double aspect)
    {
        OrbitCamera orbit = new() { Up = _up };
        const int height = 1000;
        Camera camera = orbit.Around(Bounds, Math.Max(1, (int)(height * aspect)), height);
        return new()
        {
            Pose = camera.Pose,
            Focus = (camera.Pose.Position - Bounds.Center).Length,
            FieldOfView = orbit.FieldOfView,
            Background = _background,
        };
    }

    /// <inheritdoc/>
    public override FieldCanvas Begin(ViewState view, int width, int height)
        => new SpaceCanvas(this, RendererFor(view), view, width, height);

    /// <summary>Renders on a graphics processor; null where the processor does.</summary>
    private protected GpuViews? Gpu { get; private set; }

    internal abstract GpuViews MakeGpu(Gl gl);

    internal override void UseGpu(Gl? gl) => Gpu = gl is null ? null : MakeGpu(gl);

    /// <summary>The renderer, set to show what a view wants.</summary>
    protected abstract IViewRenderer RendererFor(ViewState view);
}

/// <summary>A shape.</summary>
/// <param name="renderer">Renders it.</param>
/// <param name="bounds">Its box.</param>
/// <param name="up">What is up.</param>
public sealed class SurfaceField(SurfaceRenderer renderer, Box3 bounds, UpAxis up)
    : SpaceField(bounds, up, Background.Studio)
{
    /// <inheritdoc/>
    public override bool HasSurface => true;

    internal override float ManySteps => 24;

    /// <inheritdoc/>
    public override void Renew()
    {
        renderer.Renew();
        Gpu?.Renew();
    }

    internal override GpuViews MakeGpu(Gl gl) => new GpuSurface(gl, renderer);

    /// <inheritdoc/>
    protected override IViewRenderer RendererFor(ViewState view)
    {
        renderer.Look = new() { Level = view.Level, Crop = view.Crop, Slice = view.Slice, Light = view.Light };
        return Gpu ?? (IViewRenderer)renderer;
    }
}

/// <summary>A scene of density and colour.</summary>
/// <param name="make">Makes a renderer of the field as it is now.</param>
/// <param name="bounds">What is looked at.</param>
/// <param name="up">What is up.</param>
/// <param name="background">What lies behind at first.</param>
/// <param name="distance">Usual distance of cameras.</param>
public sealed class RadianceField(
    Func<RadianceRenderer> make, Box3 bounds, UpAxis up, Background background, double distance)
    : SpaceField(bounds, up, background)
{
    private RadianceRenderer? _renderer;

    /// <inheritdoc/>
    public override double FrameRate => 8;

    internal override float ManySteps => 96;

    internal override double DepthRadius => 0.5 * distance;

    private RadianceRenderer Renderer => _renderer ??= make();

    /// <inheritdoc/>
    public override void Renew()
    {
        _renderer = null;
        Gpu?.Renew();
    }

    internal override GpuViews MakeGpu(Gl gl) => new GpuRadiance(gl, () => Renderer);

    /// <inheritdoc/>
    protected override IViewRenderer RendererFor(ViewState view)
    {
        Renderer.Crop = view.Crop;
        return Gpu ?? (IViewRenderer)Renderer;
    }
}
