using NeuralFields.Descriptions;
using NeuralFields.Images;
using NeuralFields.Presets;
using NeuralFields.Scenes;

namespace NeuralFields.IO.Scenes;

/// <summary>A picture to fit.</summary>
/// <param name="Image">The picture, upright and downscaled.</param>
public sealed record ImageData(Image Image) : SceneData
{
    /// <inheritdoc/>
    public override Scene OfPreset(string? name) => Scene.OfPreset(name, ImageShape.Of(Image));

    /// <summary>A picture as fits see it: upright, N times smaller per side.</summary>
    /// <exception cref="InputException">The file is no picture.</exception>
    public static Image Read(string path, int downscale)
    {
        DecodedImage decoded = ImageFile.Read(path);
        return ImageResampling.Downscale(ImageOrientation.Apply(decoded.Image, decoded.Orientation), downscale);
    }

    /// <summary>Reads the picture that a scene names, as small as the scene asks for.</summary>
    internal static ImageData Read(string path, DescriptionNode scene)
    {
        DescriptionNode? downscale = scene["scene"]?["downscale"];
        long factor = downscale?.AsInteger("downscale") ?? 1;
        if (factor is < 1 or > 1 << 16) throw downscale!.Wrong("downscale", "a whole number from 1 to 65536");
        return new(Read(path, (int)factor));
    }
}
