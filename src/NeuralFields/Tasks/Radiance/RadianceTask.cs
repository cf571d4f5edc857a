using System.Collections.Immutable;
using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Datasets;
using NeuralFields.Fields;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.Optimizers;
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

    /// <summary>How closely held-out cameras follow the scene for a judgement, and for a look in passing.</summary>
    private const int AlignedPixels = 1 << 12, AlignedRounds = 8, FewAlignedPixels = 1 << 9;

    private readonly ImmutableArray<LoadedView> _all, _judged;
    private readonly ImmutableArray<TrainingView> _judgedViews;
    private readonly bool _areHeldOut;
    private SceneMotion _motion;
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
        _all = [.. views];
        LoadedView[] train = [.. views.Where(v => v.View.Split == ViewSplit.Train)];
        Views = PlacedViews.Of(train, box);
        _seen = new(() => SeenCells.Of(Views, Space));
        Samples = new(Views, scene.Background, scene.Near, scene.Training.Seed);
        LoadedView[] heldOut = [.. views.Where(v => v.View.Split == ViewSplit.Test)];
        _areHeldOut = heldOut.Length > 0;
        LoadedView[] judged = _areHeldOut ? heldOut : train;
        ImmutableArray<TrainingView> placed = _areHeldOut ? PlacedViews.Of(heldOut, box) : Views;
        // A photograph that its mask takes out as a whole judges nothing.
        (_judged, _judgedViews) = ([.. judged.Where((_, i) => SeesSome(placed[i]))], [.. placed.Where(SeesSome)]);
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

    /// <summary>
    /// Corrections of all cameras in the field's space, in the order of the task's photographs, as far as they are known;
    /// empty where cameras are as given.
    /// </summary>
    public ImmutableArray<CameraCorrection> Corrections { get; set; } = [];

    /// <summary>The part of training's pixels, 0 to 1, that no lens shows or a mask takes out.</summary>
    public double LeftOutPart
        => Views.Sum(v => (double)v.Directions.Span.Count(Vector3.Zero)) / Views.Sum(v => (double)v.PixelCount);

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

    /// <summary>The correction of a photograph's camera in the field's space; none where it is not one of the task's.</summary>
    public CameraCorrection CorrectionOf(LoadedView photograph)
        => Corrections.Length > 0 && _all.IndexOf(photograph) is >= 0 and var number ? Corrections[number] : default;

    /// <summary>Takes over the cameras that training has learnt. The focal length is that of held-out ones, too.</summary>
    /// <param name="state">A state of the training.</param>
    public void Follow(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        CameraCorrection[] learnt = CameraLearner.CorrectionsOf(state.Cameras);
        if (learnt.Length == 0) return;
        int next = 0;
        Corrections =
        [
            .. _all.Select(v => v.View.Split == ViewSplit.Train
                ? learnt[next++] : CorrectionOf(v) with { Zoom = learnt[0].Zoom }),
        ];
    }

    /// <summary>Judges a field by the held-out views, or where none are by those it was trained on.</summary>
    /// <param name="program">The compiled <see cref="Field"/> with its parameters.</param>
    /// <param name="bits">What may hold something.</param>
    /// <param name="threads">Threads for what is not the field; 0 for one per processor.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <remarks>
    /// Where poses were learnt, held-out cameras are first brought along with the scene: one turn, shift and growth for all,
    /// which move none of them further than training moved a camera. <see cref="Corrections"/> then have it.
    /// </remarks>
    public RadianceQuality Evaluate(
        IFieldProgram program, OccupancyBits bits, int threads = 0, CancellationToken cancellation = default)
    {
        ViewComparison comparison = Comparison(program, bits, threads, cancellation);
        if (!MovesHeldOut) return new(Judge(comparison, Judged()), Background, _areHeldOut);
        RadianceQuality asGiven = new(Judge(comparison, Given()), Background, _areHeldOut);
        Move(Alignment(comparison, default, AlignedPixels, AlignedRounds));
        RadianceQuality moved = asGiven with { Views = Judge(comparison, Judged()) };
        // Some pixels decided; where there was nothing to align, all of them may find it worse.
        if (moved.Psnr < asGiven.Psnr)
        {
            Move(default);
            moved = asGiven;
        }
        return moved with { Motion = _motion, GivenPsnr = asGiven.Psnr };
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
        ViewComparison comparison = Comparison(program, bits);
        // Looks come often: each goes on from where the last one came to.
        if (MovesHeldOut) Move(Alignment(comparison, _motion, FewAlignedPixels, 1));
        return PhotographPixel.Some([.. Judged()], mostPixels).Where(p => p.Length > 0).Average(comparison.Psnr);
    }

    /// <summary>A photograph as the field has it, through the photograph's own lens.</summary>
    /// <param name="program">The compiled <see cref="Field"/> with its parameters.</param>
    /// <param name="bits">What may hold something.</param>
    /// <param name="photograph">The photograph.</param>
    /// <param name="threads">Threads for what is not the field; 0 for one per processor.</param>
    /// <returns>RGB as coded in sRGB, over <see cref="Background"/>; what the lens does not show is background.</returns>
    public Image Render(IFieldProgram program, OccupancyBits bits, LoadedView photograph, int threads = 0)
    {
        TrainingView view = PlacedViews.Of([photograph], Box)[0].Correct(CorrectionOf(photograph));
        RayLight[] lights = Comparison(program, bits, threads).Trace(PhotographPixel.All(view));
        Image image = new(view.Width, view.Height, 3);
        for (int i = 0; i < lights.Length; i++) lights[i].Over(Background).CopyTo(image.Samples, 3 * i);
        return image;
    }

    private static bool SeesSome(TrainingView view) => view.Directions.Span.ContainsAnyExcept(Vector3.Zero);

    /// <summary>Whether held-out cameras have to follow a scene that training has moved.</summary>
    private bool MovesHeldOut => _areHeldOut && Learnt().Any(c => c.Shift.Length > 0);

    private IEnumerable<CameraCorrection> Learnt()
        => Corrections.Where((_, i) => _all[i].View.Split == ViewSplit.Train);

    /// <summary>What is judged by, with cameras as far as they are known.</summary>
    private IEnumerable<TrainingView> Judged() => _judgedViews.Select((v, i) => v.Correct(CorrectionOf(_judged[i])));

    /// <summary>What is judged by, with poses as given.</summary>
    private IEnumerable<TrainingView> Given()
        => _judgedViews.Select((v, i) => v.Correct(new() { Zoom = CorrectionOf(_judged[i]).Zoom }));

    private ViewComparison Comparison(
        IFieldProgram program, OccupancyBits bits, int threads = 0, CancellationToken cancellation = default) => new(
        new(program, Space, bits, threads) { MinTransmittance = (float)Scene.MinTransmittance }, (float)Scene.Near, Background,
        cancellation);

    private ImmutableArray<ViewQuality> Judge(ViewComparison comparison, IEnumerable<TrainingView> views)
        => [.. views.Select((view, i) => comparison.Judge(view, _judged[i].View.Name))];

    private SceneMotion Alignment(ViewComparison comparison, SceneMotion guess, int pixels, int rounds)
        => new HeldOutAlignment(comparison, [.. Given()], SceneBox.FieldCenter, pixels)
        {
            MostTurn = Learnt().Max(c => c.Turn.Length), MostShift = Learnt().Max(c => c.Shift.Length),
        }.Find(guess, rounds);

    /// <summary>Moves all held-out cameras together.</summary>
    private void Move(SceneMotion motion)
    {
        _motion = motion;
        Corrections =
        [
            .. _all.Zip(Corrections, (v, known) => v.View.Split != ViewSplit.Test ? known
                : motion.At(Box.ToField(v.View.Pose).Position, SceneBox.FieldCenter) with { Zoom = known.Zoom }),
        ];
    }
}
