using NeuralFields.Descriptions;
using NeuralFields.Images;
using NeuralFields.Presets;
using NeuralFields.Scenes;
using NeuralFields.Tasks;

namespace NeuralFields.IO.Scenes;

/// <summary>A picture to fit.</summary>
/// <param name="Image">The picture, upright and downscaled.</param>
public sealed record ImageData(Image Image) : SceneData
{
    /// <inheritdoc/>
    public override Scene OfPreset(string? name) => Scene.OfPreset(name, ImageShape.Of(Image));

    /// <summary>A picture as fits see it: upright, cropped, N times smaller per side.</summary>
    /// <exception cref="InputException">The file is no picture.</exception>
    public static Image Read(string path, ImageCrop crop, int downscale)
    {
        DecodedImage decoded = ImageFile.Read(path);
        Image image = ImageOrientation.Apply(decoded.Image, decoded.Orientation);
        return ImageResampling.Downscale(
            crop == ImageCrop.Square ? ImageResampling.CenterSquare(image) : image, downscale);
    }

    /// <summary>Reads the picture that a scene names, as small as the scene asks for.</summary>
    internal static ImageData Read(string path, DescriptionNode scene)
    {
        DescriptionNode? downscale = scene["scene"]?["downscale"];
        long factor = downscale?.AsInteger("downscale") ?? 1;
        if (factor is < 1 or > 1 << 16) throw downscale!.Wrong("downscale", "a whole number from 1 to 65536");
        ImageCrop crop = scene["scene"]?["crop"]?.Text == "square" ? ImageCrop.Square : ImageCrop.None;
        return new(Read(path, crop, (int)factor));
    }
}
