using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Rendering;

/// <summary>Renders what a field holds as a camera sees it.</summary>
public interface IViewRenderer
{
    /// <summary>Renders a view.</summary>
    /// <param name="camera">A camera in the world of the field's data, in its units.</param>
    /// <param name="request">Samples and layers.</param>
    /// <param name="progress">Told the part that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends the rendering between two batches.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    RenderedView Render(
        Camera camera, ViewRequest request, IProgress<double>? progress = null,
        CancellationToken cancellation = default);

    /// <summary>Renders some pixels of a view over what it holds: for pictures that are refined bit by bit.</summary>
    /// <param name="camera">As for the whole view; its picture has the view's size.</param>
    /// <param name="samplesPerPixel">Samples per pixel, at least 1.</param>
    /// <param name="view">Receives the pixels in all layers that it has.</param>
    /// <param name="pixels">Numbers y·width + x; neighbours should stand together.</param>
    /// <param name="cancellation">Ends the rendering between two batches.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the view holds some of the pixels.</exception>
    void RenderPixels(
        Camera camera, int samplesPerPixel, RenderedView view, ReadOnlyMemory<int> pixels,
        CancellationToken cancellation = default);
}
