using NeuralFields.Geometry;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Viewer;

/// <summary>How far the surface in each pixel of a view is from the shape that the field was made from.</summary>
internal sealed class ViewDeviations(SpaceField field, Camera camera, RenderedView view)
{
    /// <summary>Parts of the diagonal that are shown as the brightest.</summary>
    private const double LargeDeviation = 1e-3;

    private readonly float[] _deviations = new float[view.Width * view.Height];

    /// <summary>Measures pixels whose depths are known.</summary>
    public void Measure(ReadOnlySpan<int> pixels)
    {
        int[] seen = [.. pixels];
        seen = [.. seen.Where(pixel => view.Depths[pixel] > 0)];
        Point3[] places = [.. seen.Select(PlaceOf)];
        float[] deviations = new float[seen.Length];
        field.Deviation!(places, deviations);
        for (int i = 0; i < seen.Length; i++) _deviations[seen[i]] = deviations[i];
    }

    /// <summary>A pixel's deviation; 1 is the brightest that is shown.</summary>
    public float Of(int pixel) => (float)(_deviations[pixel] / (LargeDeviation * field.Bounds.Diagonal));

    private Point3 PlaceOf(int pixel)
    {
        Point3 direction = camera.Direction((pixel % view.Width) + 0.5, (pixel / view.Width) + 0.5);
        double along = camera.Project(camera.Pose.Position + direction).Depth;
        return camera.Pose.Position + (direction * (view.Depths[pixel] / along));
    }
}
