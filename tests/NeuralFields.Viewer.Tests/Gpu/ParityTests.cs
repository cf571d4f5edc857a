using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.Numerics;
using NeuralFields.Presets;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Rendering.Radiance;
using NeuralFields.Rendering.Surfaces;
using NeuralFields.Tasks;
using NeuralFields.Testing;
using NeuralFields.Training;
using NeuralFields.Viewer.Interop;
using NeuralFields.Volumes;

namespace NeuralFields.Viewer.Tests.Gpu;

/// <summary>Both renderers show the same picture of a field of every preset.</summary>
public sealed class ParityTests(GpuScreen screen) : IClassFixture<GpuScreen>
{
    private const double LeastPsnr = 35;

    public static TheoryData<string> Pictures => [.. ImagePreset.All.Select(p => p.Name)];

    // Kernels of these start at places of the data.
    private static readonly string[] s_startFromData = ["neurbf", "neurbf-small", "rbf-smooth", "gnf"];

    public static TheoryData<string> Shapes => [.. SurfacePreset.All.Select(p => p.Name).Except(s_startFromData)];

    public static TheoryData<string> ShapesOfKernels => [.. s_startFromData];

    public static TheoryData<string> Scenes => [.. RadiancePreset.All.Select(p => p.Name)];

    [Theory, MemberData(nameof(Pictures))]
    public void Pictures_agree(string preset) => screen.Use(gl =>
    {
        ImageScene scene = ImagePreset.Find(preset).Create(new(48, 32, 3, ColorEncoding.Srgb));
        Encoding encoding = scene.Encoding.Resolve(48);
        // As the preset has it, but for the number: llvmpipe compiles 256 sines and cosines for half a minute.
        if (encoding is FourierFeatures features) encoding = features with { Features = 32 };
        FieldSpec spec = FieldSpec.Value(2, 3, encoding, scene.Network);
        using CpuBackend backend = new(2);
        using IFieldProgram program = backend.Compile(spec);
        program.SetParameters(Initial(spec, scene.Training.Seed));
        PictureField field = new(new(program, scene.Frame.Map(48, 32)), 48, 32, ColorEncoding.Srgb, 3);
        Compare(field, gl, new() { PictureCenter = (0.4, 0.6), Zoom = 1.5 }, 48, 32);
    });

    [Theory, MemberData(nameof(Shapes))]
    public void Shapes_agree(string preset) => screen.Use(gl =>
    {
        SurfaceScene scene = SurfacePreset.All.Single(p => p.Name == preset).Create(SurfaceShape.Mesh);
        FieldSpec spec = FieldSpec.Value(3, 1, scene.Encoding.Resolve(256), scene.Network);
        bool isUnit = preset is not ("siren" or "igr");
        using CpuBackend backend = new(2);
        using IFieldProgram program = backend.Compile(spec);
        program.SetParameters(spec.Layout().Initialize(1));
        Train(program, isUnit);
        SurfacePlacement placement = new(new(3, 1, 2), isUnit ? 0.25 : 0.5, isUnit ? 0.5 : 0);
        Box3 bounds = new Box3(placement.Center, placement.Center).Grow(1.7), domain = placement.ToField(bounds.Grow(0.2));
        SurfaceField field = new(new(program, placement, bounds, domain), bounds, UpAxis.Y);
        (int width, int height) = isUnit ? (48, 36) : (24, 18);
        ViewState home = field.Home(width / (double)height);
        foreach (ViewState view in Looks(home, placement.Center))
            Compare(field, gl, view, width, height);
    });

    [Theory, MemberData(nameof(ShapesOfKernels))]
    public void Shapes_whose_kernels_start_from_data_agree(string preset) => screen.Use(gl =>
    {
        SurfaceScene scene = SurfacePreset.All.Single(p => p.Name == preset).Create(SurfaceShape.Mesh);
        scene = scene with
        {
            Encoding = Smaller(scene.Encoding),
            Training = scene.Training with { BatchSize = 2048, Steps = 200 },
        };
        using MeshTask task = new(Octahedron(new(3, 1, 2)), scene);
        using CpuBackend backend = new(2);
        using IFieldProgram program = backend.Compile(task.Field);
        task.Fit(program);
        SurfaceField field = new(new(program, task.Placement, task.Bounds, task.Domain), task.Bounds, UpAxis.Y);
        foreach (ViewState view in Looks(field.Home(32 / 24.0), task.Bounds.Center))
            Compare(field, gl, view, 32, 24);
    });

    [Theory, MemberData(nameof(Scenes))]
    public void Scenes_agree(string preset) => screen.Use(gl =>
    {
        bool isWide = preset != RadiancePreset.All[0].Name;
        RadianceScene scene = RadiancePreset.Find(preset).Create(new(100, 10_000, isWide ? 1 : 4));
        FieldSpec spec = FieldSpec.Radiance(
            scene.Encoding.Resolve(2048), scene.Network, scene.DensityFeatures, scene.DirectionEncoding, scene.ColorNetwork,
            scene.ColorEncoding);
        using CpuBackend backend = new(2);
        using IFieldProgram program = backend.Compile(spec);
        program.SetParameters(Initial(spec, 3));
        VolumeSpace space = isWide ? new() { Steps = 64 } : new() { AabbScale = 4, Steps = 128, ConeAngle = 4.0 / 128 };
        OccupancyBits bits = Balls(space);
        SurfacePlacement placement = new(new(1, 0, 0), 0.5, 0.5);
        RadianceField field = new(
            () => new(program, space, bits, placement, 0.1, 2), new Box3(placement.Center, placement.Center).Grow(1.2), UpAxis.Z,
            Background.Studio, 4);
        (int width, int height) = isWide ? (24, 18) : (48, 36);
        ViewState home = field.Home(width / (double)height);
        Box3 half = new(placement.Center - new Point3(3, 3, 3), placement.Center + new Point3(0.2, 3, 3));
        foreach (ViewState view in (ViewState[])
            [home, home with { Crop = half }, home with { Mode = ViewMode.Depth }, home with { Mode = ViewMode.Opacity }])
            Compare(field, gl, view, width, height);
    });

    private static TriangleMesh Octahedron(Point3 center) => new(
        [Vector3.UnitX, -Vector3.UnitX, Vector3.UnitY, -Vector3.UnitY, Vector3.UnitZ, -Vector3.UnitZ],
        [0, 2, 4, 2, 1, 4, 1, 3, 4, 3, 0, 4, 2, 0, 5, 1, 2, 5, 3, 1, 5, 0, 3, 5])
    {
        Origin = center,
    };

    // Coarse, so that few steps give a surface whose normals do not depend on the last bits of a hit.
    private static Encoding Smaller(Encoding encoding) => encoding is Composite composite
        ? composite with { Nested = [.. composite.Nested.Select(n => n with { Encoding = Smaller(n.Encoding) })] }
        : encoding is RadialBasis basis ? basis with { Kernels = 200 }
        : encoding is HashGrid grid ? grid with { Levels = 4, FinestResolution = 32 } : encoding;

    private static IEnumerable<ViewState> Looks(ViewState home, Point3 center) =>
    [
        home,
        home with { Mode = ViewMode.Normals },
        home with { Mode = ViewMode.Depth },
        home with { SliceAxis = 2, SliceOffset = center.Z, Level = 0.1 },
        home with { Crop = new(center - new Point3(2, 2, 2), center + new Point3(2, 0.3, 2)), Light = new(50, 30) },
    ];

    /// <summary>Initial values with tables that vary: a new grid holds nothing.</summary>
    private static float[] Initial(FieldSpec spec, ulong seed)
    {
        float[] values = spec.Layout().Initialize(seed);
        Pcg32 random = new(seed, 5);
        foreach (var tensor in spec.Layout().Tensors.Where(t => t.Name.EndsWith("table", StringComparison.Ordinal)))
            for (int i = 0; i < tensor.Count; i++) values[tensor.Offset + i] = (4 * random.NextFloat()) - 2;
        return values;
    }

    private static void Train(IFieldProgram program, bool isUnit)
    {
        TrainingSpec training = new() { BatchSize = 1024, Steps = 120 };
        using ITrainingRun run = program.Train(training, new ShapeSamples(isUnit));
        for (int step = 0; step < training.Steps; step++) run.Step(isUnit ? 1e-2 : 3e-4);
    }

    private static OccupancyBits Balls(VolumeSpace space)
    {
        OccupancyBits bits = new(space.Cascades);
        for (int cell = 0; cell < space.Cascades * OccupancyBits.CellsPerCascade; cell++)
        {
            (int cascade, int x, int y, int z) = OccupancyBits.PlaceOf(cell);
            double side = (1 << cascade) / 128.0, u = (x - 64) * side, v = (y - 64) * side, w = (z - 64) * side;
            if (Math.Abs(Math.Sqrt((u * u) + (v * v) + (w * w)) - 0.4) < 0.1) bits.Add(cell);
        }
        bits.Complete();
        return bits;
    }

    /// <summary>Fields of every part that has text; a new one may be of one colour.</summary>
    private static void Compare(ViewedField field, Gl gl, ViewState view, int width, int height)
    {
        Frame expected = Paint(field, view, width, height);
        field.UseGpu(gl);
        Frame actual = Paint(field, view, width, height);
        field.UseGpu(null);
        double sum = 0;
        for (int i = 0; i < expected.Bytes.Length; i++)
        {
            double d = expected.Bytes[i] - actual.Bytes[i];
            sum += d * d;
        }
        double psnr = 10 * Math.Log10(255 * 255 / Math.Max(1e-9, sum / (width * height * 3)));
        if (psnr < LeastPsnr) throw new CheckFailedException($"{view.Mode}: {psnr:F1} dB between GL and CPU, slice {view.Slice}, crop {view.Crop}");
    }

    private static Frame Paint(ViewedField field, ViewState view, int width, int height)
    {
        FieldCanvas canvas = field.Begin(view, width, height);
        canvas.Paint(canvas.Order, 1, CancellationToken.None);
        canvas.Paint(canvas.Edges(), canvas.FineSamples, CancellationToken.None);
        Frame frame = new(width, height);
        canvas.Write(canvas.Order.Span, frame);
        return frame;
    }
}
