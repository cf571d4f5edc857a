using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.Activations;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Geometry;
using NeuralFields.Networks;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Rendering.Radiance;
using NeuralFields.Rendering.Surfaces;
using NeuralFields.Testing;
using NeuralFields.Tests.Backends;
using NeuralFields.Volumes;

namespace NeuralFields.OpenCL.Tests;

/// <summary>Pictures whose rays a device traces, beside those of the CPU.</summary>
public sealed class RenderingTests
{
    private const int Width = 40, Height = 30;
    private const double LeastPsnr = 45;

    private static readonly Box3 s_bounds = new(new(-0.5, -0.5, -0.5), new(0.5, 0.5, 0.5));

    [Theory, InlineData(1, 0), InlineData(4, 1 / 64.0)]
    public void Radiance_looks_as_on_the_cpu(int scale, double cone)
    {
        FieldSpec field = RayCases.Field();
        VolumeSpace space = new() { AabbScale = scale, Steps = 256, ConeAngle = cone };
        OccupancyBits bits = new(space.Cascades);
        for (int cell = 0; cell < space.Cascades * OccupancyBits.CellsPerCascade; cell++)
            if (cell / 64 % 5 < 2) bits.Add(cell);
        bits.Complete();
        Compare(field, RayCases.Parameters(field), program => new RadianceRenderer(
            program, space, bits, new(Point3.Zero, 0.4, 0.5)) { Crop = new(new(-0.5, -9, -9), new(9, 9, 9)) });
    }

    /// <summary>Normals of the first two are analytic, those of the last come from differences.</summary>
    [Theory, InlineData(false, "Softplus"), InlineData(true, "Softplus"), InlineData(true, "ReLU")]
    public void Surfaces_look_as_on_the_cpu(bool isCut, string activation)
    {
        Activation own = Activation.Find(activation);
        Mlp ball = new()
        {
            Width = 32,
            HiddenLayers = 2,
            Activation = own.Values.IsEmpty ? own : own.With([100]),
            GeometricRadius = 0.4,
        };
        FieldSpec field = FieldSpec.Value(3, 1, new Identity(), ball);
        SurfaceLook look = isCut
            ? new() { Level = 0.05, Crop = new(new(-1, -1, -1), new(1, 0.2, 1)) }
            : new();
        Compare(field, field.Initialize(5), program => new SurfaceRenderer(
            program, new(Point3.Zero, 1, 0), s_bounds, new(new(-0.7, -0.7, -0.7), new(0.7, 0.7, 0.7))) { Look = look });
    }

    private static void Compare(FieldSpec field, float[] parameters, Func<IFieldProgram, IViewRenderer> renderer)
    {
        if (TestDevice.Device is null) return;
        using CpuBackend cpu = new(1);
        RenderedView expected = Render(cpu, field, parameters, renderer);
        foreach (KernelForm form in TestDevice.Extremes)
        {
            using OpenClBackend device = TestDevice.Open(form);
            RenderedView actual = Render(device, field, parameters, renderer);
            Assert.InRange(expected.Depths.Count(d => d > 0), Width, Width * Height);
            Same(expected.Colors, actual.Colors, $"{form}: colours");
            Same(expected.Depths, actual.Depths, $"{form}: depths");
            Same(Numbers(expected.Normals), Numbers(actual.Normals), $"{form}: normals");
            Same(expected.Shadows, actual.Shadows, $"{form}: shadows");
        }
    }

    private static RenderedView Render(
        IBackend backend, FieldSpec field, float[] parameters, Func<IFieldProgram, IViewRenderer> renderer)
    {
        using IFieldProgram program = backend.Compile(field);
        program.SetParameters(parameters);
        Camera camera = new OrbitCamera { Azimuth = 40, Elevation = 25 }.Around(s_bounds, Width, Height);
        return renderer(program).Render(
            camera, new()
            {
                Layers = ViewLayers.Color | ViewLayers.Depth | ViewLayers.Normals | ViewLayers.Shadow,
                SamplesPerPixel = 2,
            });
    }

    private static float[] Numbers(Vector3[] vectors) => MemoryMarshal.Cast<Vector3, float>(vectors).ToArray();

    private static void Same(float[] expected, float[] actual, string where)
    {
        double sum = 0;
        for (int i = 0; i < expected.Length; i++) sum += Math.Pow(expected[i] - (double)actual[i], 2);
        double psnr = -10 * Math.Log10((sum / expected.Length) + 1e-12);
        Assert.True(psnr > LeastPsnr, $"{where}: {psnr:F1} dB");
    }
}
