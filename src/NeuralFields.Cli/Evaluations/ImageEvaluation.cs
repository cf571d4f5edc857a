using NeuralFields.Backends;
using NeuralFields.Cli.Subjects;
using NeuralFields.Images;
using NeuralFields.IO.Fields;
using NeuralFields.IO.Scenes;
using NeuralFields.Sampling;
using NeuralFields.Scenes;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Evaluations;

/// <summary>Judges fields of pictures.</summary>
internal sealed class ImageEvaluation : FieldEvaluation
{
    protected override SceneTask Task => SceneTask.Image;

    public override Quality Judge(FieldContents contents, string path, IFieldProgram program, int threads)
    {
        (Image image, ImageScene scene) = Prepare(contents, path);
        return ImageResults.Of(new ImageTask(image, scene).Evaluate(program));
    }

    /// <summary>
    /// The picture as it was fitted; held-out pixels are known only where it has the size that was fitted.
    /// </summary>
    private static (Image Image, ImageScene Scene) Prepare(FieldContents contents, string path)
    {
        ImageFrame frame = ImageFrame.Read(contents.Frame);
        Image image = ImageData.Read(path, ImageCrop.None, downscale: 1);
        ImageScene scene = (ImageScene)Scene.ReadStored(contents.Task, contents.Scene).Fit;
        if ((image.Width, image.Height) != (frame.Width, frame.Height))
            image = ImageData.Read(path, scene.Crop, scene.Downscale);
        if (image.Channels != contents.Field.OutputCount)
            throw new InputException(
                $"{path}: the picture has {image.Channels} channels, expected {contents.Field.OutputCount} as the field has.");
        bool isSameSize = (image.Width, image.Height) == (frame.Width, frame.Height);
        return (image, isSameSize ? scene : scene with { Holdout = Holdout.None });
    }
}
