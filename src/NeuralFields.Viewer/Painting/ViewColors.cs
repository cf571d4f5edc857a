using System.Numerics;
using NeuralFields.Images;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Viewer;

/// <summary>From the layers of a rendered view to pixels of a screen.</summary>
internal sealed class ViewColors
{
    /// <summary>Differences of this size are shown as the brightest.</summary>
    private const float LargeDifference = 0.25f;

    private readonly ViewState _state;
    private readonly RenderedView _view;
    private readonly ScreenCurve _curve;
    private readonly ScreenPhotograph? _photograph;
    private readonly float _near, _far, _manySteps;
    private readonly bool _showsDifference;
    private readonly ViewDeviations? _deviations;

    public ViewColors(SpaceField field, ViewState state, Camera camera, RenderedView view, ViewDeviations? deviations)
    {
        _deviations = deviations;
        (_state, _view, _curve, _manySteps) = (state, view, new(state.Exposure, state.Tone), field.ManySteps);
        (_near, _far) = DepthRange(field, camera);
        _showsDifference = state.Mode == ViewMode.Error || state.Comparison == Comparison.Difference;
        if ((_showsDifference || state.Comparison == Comparison.Photograph) && state.DataView is { } number
            && field.Photograph(number) is { } image)
            _photograph = new(image, camera.Lens);
    }

    /// <summary>Whether what is shown depends on the field at all.</summary>
    public bool NeedsField => _photograph is null || _state.Comparison != Comparison.Photograph;

    /// <summary>Whether a view shows how far a surface is from the data.</summary>
    public static bool ShowsDeviation(SpaceField field, ViewState state)
        => state.Mode == ViewMode.Error && field.Deviation is not null;

    /// <summary>What has to be rendered for a view.</summary>
    public static ViewLayers LayersOf(SpaceField field, ViewState state) => state.Mode switch
    {
        ViewMode.Error when ShowsDeviation(field, state) => ViewLayers.Depth,
        ViewMode.Normals => ViewLayers.Normals,
        ViewMode.Depth => ViewLayers.Depth,
        ViewMode.Opacity => ViewLayers.None,
        ViewMode.Steps => ViewLayers.Steps,
        _ => ViewLayers.Color | ViewLayers.Shadow,
    };

    /// <summary>Nearest and furthest distances that depths tell apart.</summary>
    public static (float Near, float Far) DepthRange(SpaceField field, Camera camera)
    {
        double middle = camera.Project(field.Bounds.Center).Depth, radius = field.DepthRadius;
        return ((float)Math.Max(0, middle - radius), (float)Math.Max(radius, middle + radius));
    }

    /// <summary>A pixel.</summary>
    /// <param name="pixel">Its number, y·width + x.</param>
    public uint Of(int pixel)
    {
        if (!NeedsField) return ScreenCurve.Show(_photograph!.Of(pixel));
        uint shown = Shown(pixel);
        if (!_showsDifference || _photograph is null) return shown;
        Span<float> color = stackalloc float[3];
        ColorMap.Lookup(_photograph.Difference(pixel, shown) / LargeDifference, color);
        return ScreenCurve.Show(color);
    }

    private uint Shown(int pixel)
    {
        Vector4 color = new(_view.Colors.AsSpan(4 * pixel, 4));
        switch (_state.Mode)
        {
            case ViewMode.Normals:
                Vector3 normal = _view.Normals[pixel];
                return normal == Vector3.Zero ? Frame.Black : Coded((normal * 0.5f) + new Vector3(0.5f));
            case ViewMode.Depth:
                float depth = _view.Depths[pixel];
                return depth > 0 ? Mapped(1 - ((depth - _near) / (_far - _near))) : Frame.Black;
            case ViewMode.Opacity:
                return Coded(new(color.W));
            case ViewMode.Error when _deviations is not null:
                return _view.Depths[pixel] > 0 ? Mapped(_deviations.Of(pixel)) : Frame.Black;
            case ViewMode.Steps:
                return Mapped(_view.Steps[pixel] / _manySteps);
            default:
                float seen = 1 - color.W - _view.Shadows[pixel];
                Vector3 behind = _state.Background.At(((pixel / _view.Width) + 0.5) / _view.Height);
                return _curve.Show(new Vector3(color.X, color.Y, color.Z) + (behind * seen));
        }
    }

    private static uint Coded(Vector3 color) => ScreenCurve.Show([color.X, color.Y, color.Z]);

    private static uint Mapped(float value)
    {
        Span<float> color = stackalloc float[3];
        ColorMap.Lookup(value, color);
        return ScreenCurve.Show(color);
    }
}
