using System.Collections.Immutable;
using NeuralFields.Images;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>The picture that a preset is made for.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">Values per pixel.</param>
/// <param name="Encoding">What the values stand for.</param>
public readonly record struct ImageShape(int Width, int Height, int Channels, ColorEncoding Encoding)
{
    /// <summary>The shape of a picture.</summary>
    public static ImageShape Of(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new(image.Width, image.Height, image.Channels, image.Encoding);
    }

    /// <summary>Width × height.</summary>
    public long PixelCount => (long)Width * Height;
}

/// <summary>A named way to fit pictures.</summary>
public abstract class ImagePreset : Preset<ImageShape, ImageScene>
{
    /// <summary>All presets; the first is the default.</summary>
    public static ImmutableArray<ImagePreset> All { get; } =
    [
        new HashGridPreset(),
        new SirenPreset(),
        new FourierPreset(),
        new ReLUPreset(),
        new GaussianPreset(),
        new WirePreset(),
        new FinerPreset(),
        new NeuRbfPreset(),
        new NeuRbfSmallPreset(),
        new RbfSmoothPreset(),
        new GaussianUnitsPreset(),
    ];

    /// <summary>A preset by name.</summary>
    /// <param name="name">The name; null for the default one.</param>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static ImagePreset Find(string? name) => Find(All, name);
}
