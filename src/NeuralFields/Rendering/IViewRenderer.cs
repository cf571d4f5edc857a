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
}
