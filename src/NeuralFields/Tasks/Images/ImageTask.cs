using NeuralFields.Backends;
using NeuralFields.Fields;
using NeuralFields.Images;
using NeuralFields.RadialBases;
using NeuralFields.Rendering;
using NeuralFields.Sampling;
using NeuralFields.Training;

namespace NeuralFields.Tasks;

/// <summary>Fits a field to a picture and judges it. All channels, alpha included, are fitted as they are.</summary>
public sealed class ImageTask : FieldTask
{
    /// <summary>Pixels that are evaluated at once.</summary>
    private const int BatchPixels = 1 << 16;

    private readonly Lazy<double?> _bilinearPsnr;

    /// <summary>Prepares a fit.</summary>
    /// <param name="image">The picture; not copied.</param>
    /// <param name="scene">How it is fitted.</param>
    /// <exception cref="InputException">The field cannot be made, or the hold-out leaves nothing.</exception>
    public ImageTask(Image image, ImageScene scene)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(scene);
        Image = image;
        Scene = scene with { Encoding = scene.Encoding.Resolve(Math.Max(image.Width, image.Height)) };
        Field = FieldSpec.Value(2, image.Channels, Scene.Encoding, Scene.Network);
        HeldOut = scene.Holdout.Choose(image.PixelCount, scene.Training.Seed);
        Samples = new ImageSampler(image, scene.Frame, scene.Training, HeldOut, scene.Order);
        Map = scene.Frame.Map(image.Width, image.Height);
        _bilinearPsnr = new(() => BilinearBaseline.Psnr(image, HeldOut));
    }

    /// <summary>The picture.</summary>
    public Image Image { get; }

    /// <inheritdoc/>
    public override ImageScene Scene { get; }

    /// <summary>The field: two coordinates in, the picture's channels out.</summary>
    public override FieldSpec Field { get; }

    /// <summary>Where training samples come from.</summary>
    public ImageSampler Samples { get; }

    /// <inheritdoc/>
    public override ITrainingRun Begin(IFieldProgram program, TrainingSpec training)
    {
        ArgumentNullException.ThrowIfNull(program);
        return KernelPlacement.Growing(Field).Any()
            ? new GrowingRun(this, program, training, KernelPlacement.Growing(Field))
            : program.Train(training, Samples);
    }

    private protected override WeightedPoints KernelPoints(int kernels) => Detail;

    private protected override bool KernelsMayJoin => true;

    /// <summary>Where the picture has detail.</summary>
    internal WeightedPoints Detail => ImageDetail.Points(Image, Map, HeldOut);

    /// <summary>The pixels that are trained, with the squared error of a field.</summary>
    internal WeightedPoints Errors(IFieldProgram program)
    {
        float[] squares = new float[Image.PixelCount];
        ForEachRow(program, (y, prediction, reference) =>
        {
            for (int i = 0; i < prediction.Length; i++)
                squares[(y * Image.Width) + (i / Image.Channels)] += Square(prediction[i] - reference[i]);
        });
        for (int pixel = 0; pixel < squares.Length; pixel++)
            if (HeldOut[pixel]) squares[pixel] = 0;
        return ImageDetail.Weighted(Image, Map, squares);
    }

    private static float Square(float x) => x * x;

    /// <summary>The pixels that are never trained.</summary>
    public PixelSet HeldOut { get; }

    /// <summary>From places in the picture to coordinates.</summary>
    public CoordinateMap Map { get; }

    /// <summary>Judges a field over the whole picture.</summary>
    /// <param name="program">The compiled <see cref="Field"/> with its parameters.</param>
    public ImageQuality Evaluate(IFieldProgram program)
    {
        SquaredError all = new(), heldOut = new();
        StructuralSimilarity similarity = new(Image.Width, Image.Channels);
        ForEachRow(program, (y, prediction, reference) =>
        {
            all.Add(prediction, reference);
            heldOut.AddMembers(prediction, reference, Image.Channels, HeldOut, y * Image.Width);
            similarity.AddRow(prediction, reference);
        });
        return new(all.Psnr, similarity.Mean, HeldOut.Members > 0 ? heldOut.Psnr : null, _bilinearPsnr.Value);
    }

    /// <summary>
    /// PSNR alone, several times faster than <see cref="Evaluate"/>: what <c>--target-psnr</c> asks often.
    /// </summary>
    /// <param name="program">The compiled <see cref="Field"/> with its parameters.</param>
    /// <returns>dB for peak 1, over all pixels.</returns>
    public double Psnr(IFieldProgram program)
    {
        SquaredError all = new();
        ForEachRow(program, (_, prediction, reference) => all.Add(prediction, reference));
        return all.Psnr;
    }

    /// <summary>The picture as a field has it, at the size that was fitted.</summary>
    /// <param name="program">The compiled <see cref="Field"/> with its parameters.</param>
    public Image Reconstruct(IFieldProgram program)
        => new ImageRenderer(program, Map).Render(new(Image.Width, Image.Height) { Encoding = Image.Encoding });

    private delegate void RowVisitor(int y, ReadOnlySpan<float> prediction, ReadOnlySpan<float> reference);

    /// <summary>Renders the picture a few rows at a time, so that it is never there twice.</summary>
    private void ForEachRow(IFieldProgram program, RowVisitor visit)
    {
        ImageRenderer renderer = new(program, Map);
        ImageRenderer.Request request = new(Image.Width, Image.Height) { Encoding = Image.Encoding };
        int rowLength = Image.Width * Image.Channels, batchRows = Math.Max(1, BatchPixels / Image.Width);
        float[] batch = new float[Math.Min(batchRows, Image.Height) * rowLength];
        for (int first = 0; first < Image.Height; first += batchRows)
        {
            int rows = Math.Min(batchRows, Image.Height - first);
            renderer.RenderPixels(request, first * Image.Width, batch.AsSpan(0, rows * rowLength));
            for (int row = 0; row < rows; row++)
                visit(first + row, batch.AsSpan(row * rowLength, rowLength),
                    Image.Samples.AsSpan((first + row) * rowLength, rowLength));
        }
    }
}
