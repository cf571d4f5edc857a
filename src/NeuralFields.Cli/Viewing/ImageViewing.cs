using NeuralFields.Images;
using NeuralFields.IO.Fields;
using NeuralFields.IO.Scenes;
using NeuralFields.Rendering;
using NeuralFields.Scenes;
using NeuralFields.Tasks;
using NeuralFields.Viewer;

namespace NeuralFields.Cli.Viewing;

/// <summary>Fields of pictures in a window.</summary>
internal sealed class ImageViewing : TaskViewing
{
    protected override string Task => SceneTask.Image.Name;

    public override ViewedField Open(ViewSource source)
    {
        ImageFrame frame = ImageFrame.Read(source.Contents.Frame);
        return new PictureField(
            new ImageRenderer(source.Program, frame.Map), frame.Width, frame.Height, frame.Encoding,
            source.Contents.Field.OutputCount)
        {
            Photograph = number => source.Original.At(null, number),
        };
    }

    public override ViewData ReadData(FieldContents contents, string path)
    {
        Image image = ImageData.Read(path, ImageCrop.None, downscale: 1);
        return image.Channels == contents.Field.OutputCount
            ? new OnePhotograph(image)
            : throw new InputException(
                $"{path}: the picture has {image.Channels} channels, expected {contents.Field.OutputCount} as the field has.");
    }
}
