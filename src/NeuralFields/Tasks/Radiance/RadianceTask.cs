using System.Collections.Immutable;
using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Datasets;
using NeuralFields.Fields;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.RadialBases;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Rendering.Radiance;
using NeuralFields.Sampling;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.Tasks;

/// <summary>Fits a radiance field to photographs whose cameras are known, and judges it by views that were held out.</summary>
public sealed class RadianceTask : FieldTask
{
    /// <summary>Vertices per axis of the finest grid level in the unit cube where a description says nothing.</summary>
    public const int FinestResolution = 2048;

    private readonly ImmutableArray<TrainingView> _heldOut;
    private readonly ImmutableArray<string> _names;
    private readonly bool _areHeldOut;
    private readonly Lazy<bool[]> _seen;

    /// <summary>A task.</summary>
    /// <param name="views">The photographs of all splits, loaded.</param>
    /// <param name="box">The scene box.</param>
    /// <param name="scene">How the field is fitted.</param>
    /// <exception cref="InputException">The field cannot be made, or no view is for training.</exception>
    public RadianceTask(IReadOnlyCollection<LoadedView> views, SceneBox box, RadianceScene scene)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(box);
        ArgumentNullException.ThrowIfNull(scene);
        Box = box;
        int finest = FinestResolution * box.AabbScale;
        Scene = scene with
        {
            Encoding = scene.Encoding.Resolve(finest),
            ColorEncoding = scene.ColorEncoding?.Resolve(finest),
        };
        Field = FieldSpec.Radiance(
            Scene.Encoding, Scene.Network, Scene.DensityFeatures, Scene.DirectionEncoding, Scene.ColorNetwork,
            Scene.ColorEncoding, Scene.Latents);
        Space = new()
        {
            AabbScale = box.AabbScale,
            Steps = scene.Steps,
            ConeAngle = scene.ConeAngle ?? (box.AabbScale > 1 ? 4.0 / scene.Steps : 0),
        };
        Views = PlacedViews.Of(views.Where(v => v.View.Split == ViewSplit.Train), box);
        _seen = new(() => SeenCells.Of(Views, Space));
        Samples = new(Views, scene.Background, scene.Near, scene.Training.Seed);
        LoadedView[] heldOut = [.. views.Where(v => v.View.Split == ViewSplit.Test)];
        _areHeldOut = heldOut.Length > 0;
        _heldOut = PlacedViews.Of(heldOut, box);
        _names = [.. (_areHeldOut ? heldOut : views.Where(v => v.View.Split == ViewSplit.Train)).Select(v => v.View.Name)];
        Background = views.Any(v => v.View.Picture.HasAlpha) ? Vector3.One : Vector3.Zero;
    }

    /// <inheritdoc/>
    public override RadianceScene Scene { get; }

    /// <inheritdoc/>
    public override FieldSpec Field { get; }

    /// <summary>The scene box.</summary>
    public SceneBox Box { get; }

    /// <summary>The field's space and its steps.</summary>
    public VolumeSpace Space { get; }

    /// <summary>The photographs that are trained on.</summary>
    public ImmutableArray<TrainingView> Views { get; }

    /// <summary>Corrections of the cameras of <see cref="Views"/> as far as they are learnt; empty where none are.</summary>
    public ImmutableArray<CameraCorrection> Corrections { get; set; } = [];

    /// <summary>Where the rays come from.</summary>
    public ViewSampler Samples { get; }

    /// <summary>What views are judged over, as coded in sRGB: white where pictures have an alpha, else black.</summary>
    public Vector3 Background { get; }

    /// <summary>How rays are trained.</summary>
    public RaySpec Rays => new()
    {
        Space = Space,
        MinTransmittance = Scene.MinTransmittance,
        OpacityLoss = Scene.OpacityLoss,
        DistortionLoss = Scene.DistortionLoss,
        Cameras = new(Scene.Refine, Scene.CameraRate),
        MaxRays = Scene.MaxRays,
    };

    /// <summary>From the data set's frame to the field's space.</summary>
    public SurfacePlacement Placement => new(Box.Center, Box.Scale, 0.5);

    /// <inheritdoc/>
    public override ITrainingRun Begin(IFieldProgram program, TrainingSpec training)
    {
        ArgumentNullException.ThrowIfNull(program);
        return program.TrainRays(training, Rays, Samples);
    }

    /// <summary>Anywhere: training places kernels once it has seen what is there.</summary>
    private protected override WeightedPoints KernelPoints(int kernels) => KernelRule.Anywhere(Space);

    /// <summary>What may hold something according to a field.</summary>
    /// <param name="program">The compiled <see cref="Field"/> with its parameters.</param>
    /// <param name="state">A state of its training, which knows; null to look into every cell.</param>
    /// <returns>Without what no photograph of training sees.</returns>
    public OccupancyBits OccupancyOf(IFieldProgram program, TrainingState? state = null)
    {
        OccupancyBits bits = state is { Occupancy.Length: > 0 }
            ? OccupancyBits.Of(state.Occupancy) : OccupancySurvey.Of(program, Space);
        bits.Keep(_seen.Value);
        return bits;
    }

    /// <summary>Judges a field by the held-out views, or where none are by those it was trained on.</summary>
    /// <param name="program">The compiled <see cref="Field"/> with its parameters.</param>
    /// <param name="bits">What may hold something.</param>
    /// <param name="threads">Threads for what is not the field; 0 for one per processor.</param>
    public RadianceQuality Evaluate(IFieldProgram program, OccupancyBits bits, int threads = 0)
    {
        RadianceTracer tracer = new(program, Space, bits, threads) { MinTransmittance = (float)Scene.MinTransmittance };
        return new([.. Judged().Select((view, i) => Judge(tracer, view, _names[i]))], Background, _areHeldOut);
    }

    /// <summary>
    /// The mean PSNR over the judged views from some of their pixels: what <c>--target-psnr</c> asks often.
    /// </summary>
    /// <param name="program">The compiled <see cref="Field"/> with its parameters.</param>
    /// <param name="bits">What may hold something.</param>
    /// <param name="mostPixels">
    /// Pixels over all views, about: their number bounds the time where rays still find everything occupied.
    /// </param>
    public double Psnr(IFieldProgram program, OccupancyBits bits, int mostPixels)
    {
        RadianceTracer tracer = new(program, Space, bits) { MinTransmittance = (float)Scene.MinTransmittance };
        TrainingView[] judged = [.. Judged()];
        double pixels = judged.Sum(v => (double)v.PixelCount);
        int stride = Math.Max(1, (int)Math.Round(Math.Sqrt(pixels / mostPixels)));
        return judged.Average(view => PsnrOf(tracer, view, Math.Min(stride, Math.Min(view.Width, view.Height))));
    }

    /// <summary>A photograph as the field has it, through the photograph's own lens.</summary>
    /// <param name="program">The compiled <see cref="Field"/> with its parameters.</param>
    /// <param name="bits">What may hold something.</param>
    /// <param name="photograph">The photograph.</param>
    /// <param name="threads">Threads for what is not the field; 0 for one per processor.</param>
    /// <returns>RGB as coded in sRGB, over <see cref="Background"/>; what the lens does not show is background.</returns>
    public Image Render(IFieldProgram program, OccupancyBits bits, LoadedView photograph, int threads = 0)
    {
        RadianceTracer tracer = new(program, Space, bits, threads) { MinTransmittance = (float)Scene.MinTransmittance };
        TrainingView view = PlacedViews.Of([photograph], Box)[0];
        RayLight[] lights = Trace(tracer, view, [.. Enumerable.Range(0, view.PixelCount)]);
        Image image = new(view.Width, view.Height, 3);
        for (int i = 0; i < lights.Length; i++) lights[i].Over(Background).CopyTo(image.Samples, 3 * i);
        return image;
    }

    /// <summary>What is judged by; where nothing is held out, training's views with their corrected cameras.</summary>
    private IEnumerable<TrainingView> Judged()
        => _areHeldOut ? _heldOut : Corrections.Length == 0 ? Views : Views.Select((v, i) => v.Correct(Corrections[i]));

    private ViewQuality Judge(RadianceTracer tracer, TrainingView view, string name)
    {
        SquaredError error = new();
        StructuralSimilarity similarity = new(view.Width, 3);
        float[] prediction = new float[3 * view.Width], reference = new float[3 * view.Width];
        RayLight[] lights = Trace(tracer, view, [.. Enumerable.Range(0, view.PixelCount)]);
        for (int y = 0; y < view.Height; y++)
        {
            for (int x = 0; x < view.Width; x++) Compare(view, (y * view.Width) + x, lights[(y * view.Width) + x], x, prediction, reference);
            error.Add(prediction, reference);
            similarity.AddRow(prediction, reference);
        }
        return new(name, error.Psnr, similarity.Mean);
    }

    private double PsnrOf(RadianceTracer tracer, TrainingView view, int stride)
    {
        int[] pixels =
        [
            .. Enumerable.Range(0, view.PixelCount)
                .Where(i => i % view.Width % stride == stride / 2 && i / view.Width % stride == stride / 2),
        ];
        RayLight[] lights = Trace(tracer, view, pixels);
        float[] prediction = new float[3 * pixels.Length], reference = new float[3 * pixels.Length];
        for (int i = 0; i < pixels.Length; i++) Compare(view, pixels[i], lights[i], i, prediction, reference);
        SquaredError error = new();
        error.Add(prediction, reference);
        return error.Psnr;
    }

    private RayLight[] Trace(RadianceTracer tracer, TrainingView view, int[] pixels)
    {
        RayLight[] lights = new RayLight[pixels.Length];
        tracer.Trace(
            [.. pixels.Select(i => view.DirectionOf(i) is var d && d != Vector3.Zero
                ? new EyeRay(view.Position, d, (float)Scene.Near)
                : new EyeRay(view.Position, view.Back, float.PositiveInfinity))],
            lights);
        return lights;
    }

    /// <summary>Writes both colours of a pixel; where the lens or a mask shows nothing they are alike.</summary>
    private void Compare(
        TrainingView view, int pixel, RayLight light, int place, float[] prediction, float[] reference)
    {
        bool isSeen = view.Directions.Span[pixel] != Vector3.Zero;
        light.Over(Background).CopyTo(prediction, 3 * place);
        (isSeen ? view.ColorOf(pixel, Background) : Background).CopyTo(reference, 3 * place);
    }
}
