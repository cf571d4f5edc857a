using System.Collections.Immutable;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>The photographs that a preset is made for.</summary>
/// <param name="LongestSide">Pixels along the longest side of the largest photograph.</param>
/// <param name="PixelCount">Pixels of all photographs.</param>
/// <param name="AabbScale">Side of the scene box.</param>
public readonly record struct RadianceShape(int LongestSide, long PixelCount, int AabbScale);

/// <summary>A named way to fit radiance fields.</summary>
public abstract class RadiancePreset : Preset<RadianceShape, RadianceScene>
{
    /// <summary>All presets; the first is the default.</summary>
    public static ImmutableArray<RadiancePreset> All { get; } =
        [new NgpPreset(), new NerfPreset(), new RadianceGaussianUnitsPreset(), new RbfHybridPreset()];

    /// <summary>A preset by name.</summary>
    /// <param name="name">The name; null for the default one.</param>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static RadiancePreset Find(string? name) => Find(All, name);

    /// <summary>Steps about as long as a pixel is wide where it meets the scene; in large boxes, fewer.</summary>
    private protected static int StepsFor(RadianceShape data)
        => data.AabbScale > 1 ? 256 : Math.Clamp(PowerOfTwoFrom(2 * data.LongestSide), 512, 1024);

    /// <summary>The smallest power of two that is not below a number.</summary>
    private protected static int PowerOfTwoFrom(int number)
        => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)number);
}
