using System.Collections.Immutable;
using NeuralFields.Activations;
using NeuralFields.Descriptions;
using NeuralFields.Images;
using NeuralFields.Optimizers;
using NeuralFields.Schedules;
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

/// <summary>A named way to fit pictures: <c>--preset NAME</c>.</summary>
public abstract class ImagePreset
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
    ];

    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>One line for <c>--help</c>.</summary>
    public abstract string Summary { get; }

    /// <summary>The scene for a picture.</summary>
    public abstract ImageScene Create(ImageShape image);

    /// <summary>A preset by name.</summary>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static ImagePreset Find(string name)
        => All.FirstOrDefault(p => p.Name == name)
            ?? throw new InputException("--preset: " + Nearest.Unknown("preset", name, All.Select(p => p.Name)));

    /// <summary>Adam as published for coordinate networks: β 0.9 and 0.999, ε 1e-8.</summary>
    private protected static Adam PublishedAdam(double learningRate, Schedule schedule)
        => new() { LearningRate = learningRate, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, Schedule = schedule };

    /// <summary>Exponentially to a tenth over the run.</summary>
    private protected static Schedule ToATenth => new Schedules.Exponential { Final = 0.1 };

    private protected static Activation Named(string name) => Activation.Find(name);
}
