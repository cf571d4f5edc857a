using NeuralFields.Descriptions;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.IO.Cameras;

/// <summary>What files of cameras have in common.</summary>
internal static class CameraKeys
{
    /// <summary>Frames above which a file is taken for broken.</summary>
    public const int MaxFrames = 100_000;

    /// <summary>The value of a key that must be there.</summary>
    public static DescriptionNode Require(DescriptionNode node, string key)
        => node[key] ?? throw node.Mistake($"there is no \"{key}\" here, expected one.");

    /// <summary>A number, or another where there is none.</summary>
    public static double Number(DescriptionNode node, string key, double otherwise)
        => node[key] is { Kind: not DescriptionKind.Null } value ? value.AsNumber(key) : otherwise;

    /// <summary>A number between two bounds.</summary>
    public static double Between(DescriptionNode node, string key, double otherwise, double min, double max)
    {
        double value = Number(node, key, otherwise);
        return value >= min && value <= max
            ? value
            : throw (node[key] ?? node).Wrong(key, FormattableString.Invariant($"a number from {min} to {max}"));
    }

    /// <summary>Numbers of a list of known length.</summary>
    public static double[] Numbers(DescriptionNode node, string key, int count)
    {
        IReadOnlyList<DescriptionNode> items = node.AsArray(key);
        return items.Count == count
            ? [.. items.Select(i => i.AsNumber(key))]
            : throw node.Mistake($"{key} has {items.Count} values, expected {count}.");
    }

    /// <summary>A picture's side.</summary>
    public static int Side(DescriptionNode node, string key, int otherwise)
        => (int)Between(node, key, otherwise, 1, 1 << 16);

    /// <summary>A lens by its vertical field of view in degrees.</summary>
    public static CameraLens Lens(DescriptionNode node, double degrees, int width, int height)
        => node.Placing(() => CameraLens.OfFieldOfView(degrees, width, height));

    /// <summary>Refuses a list of frames that is empty or endless.</summary>
    public static IReadOnlyList<DescriptionNode> Frames(DescriptionNode node, string key)
    {
        IReadOnlyList<DescriptionNode> frames = node.AsArray(key);
        return frames.Count is >= 1 and <= MaxFrames
            ? frames
            : throw node.Mistake($"{key} has {frames.Count} entries, expected 1 to {MaxFrames}.");
    }
}
