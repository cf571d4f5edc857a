using NeuralFields.Descriptions;
using NeuralFields.IO.Cameras;

namespace NeuralFields.IO.Datasets.Transforms;

/// <summary>instant-ngp's rule for blurred photographs.</summary>
internal static class FrameSharpness
{
    // A frame is compared with three before it and two after it.
    private const int Before = 3, After = 2;

    /// <summary>
    /// Keeps the frames sharper than the file's threshold times the mean of their neighbours; all where a frame does
    /// not say how sharp it is.
    /// </summary>
    public static IReadOnlyList<DescriptionNode> Keep(DescriptionNode file, IReadOnlyList<DescriptionNode> frames)
    {
        double threshold = CameraKeys.Number(file, "sharpness_discard_threshold", 0);
        if (!(threshold > 0) || frames.Any(f => f["sharpness"] is null)) return frames;
        double[] values = [.. frames.Select(f => CameraKeys.Number(f, "sharpness", 0))];
        return [.. frames.Where((_, i) => values[i] > threshold * Mean(values, i))];
    }

    private static double Mean(double[] values, int index)
    {
        int first = Math.Max(0, index - Before), end = Math.Min(values.Length, index + After + 1);
        return values[first..end].Average();
    }
}
