using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Images;
using NeuralFields.Presets;
using NeuralFields.Tasks;
using NeuralFields.Testing;
using NeuralFields.Tests.Backends;

namespace NeuralFields.OpenCL.Tests;

/// <summary>The field of every preset of every task, beside double precision and the CPU backend.</summary>
public sealed class PresetTests
{
    private const int Samples = 17; // more than a vector

    public static TheoryData<string> Names =>
    [
        .. ImagePreset.All.Select(p => "image " + p.Name), .. SurfacePreset.All.Select(p => "surface " + p.Name),
        .. RadiancePreset.All.Select(p => "radiance " + p.Name),
    ];

    [Theory, MemberData(nameof(Names))]
    public void Values_agree_with_double_precision_and_with_the_cpu(string name)
    {
        if (TestDevice.Device is null) return;
        FieldCase test = new(FieldOf(name), KinksPerUnit: 0);
        float[] points = test.Points(Samples), parameters = test.Parameters();
        double[] oracle = new FieldOracle(test.Spec).Evaluate(Wide.Of(points), Wide.Of(parameters));
        using CpuBackend cpu = new(1);
        using OpenClBackend device = TestDevice.Open(KernelForm.For(TestDevice.Device));
        float[] expected = Values(cpu, test, points), actual = Values(device, test, points);
        // Sines of thousands of radians amplify rounding: by how much, the CPU's own distance from double tells.
        double largest = oracle.Max(Math.Abs), rounding = oracle.Zip(expected, (x, y) => Math.Abs(x - y)).Max();
        double floor = (1e-4 * largest) + (3 * rounding);
        Assert.InRange(rounding, 0, 0.02 * largest);
        AssertClose.Relative(oracle, actual, 1e-3, floor, name);
        AssertClose.Relative(expected, actual, 1e-3f, (float)floor, name);
    }

    private static float[] Values(IBackend backend, FieldCase test, float[] points)
    {
        using IFieldProgram program = backend.Compile(test.Spec);
        program.SetParameters(test.Parameters());
        float[] values = new float[Samples * test.Spec.OutputCount];
        program.Evaluate(points, values);
        return values;
    }

    private static FieldSpec FieldOf(string name)
    {
        string[] words = name.Split(' ');
        if (words[0] == "image")
        {
            ImageScene image = ImagePreset.Find(words[1]).Create(new(48, 32, 3, ColorEncoding.Srgb));
            return FieldSpec.Value(2, 3, image.Encoding.Resolve(48), image.Network);
        }
        if (words[0] == "surface")
        {
            SurfaceScene surface = SurfacePreset.All.Single(p => p.Name == words[1]).Create(SurfaceShape.Mesh);
            return FieldSpec.Value(3, 1, Sparse(surface.Encoding.Resolve(256)), surface.Network);
        }
        RadianceScene scene = RadiancePreset.Find(words[1]).Create(new(100, 10_000, 1));
        return FieldSpec.Radiance(
            scene.Encoding.Resolve(2048), scene.Network, scene.DensityFeatures, scene.DirectionEncoding, scene.ColorNetwork,
            scene.ColorEncoding is { } colors ? Sparse(colors) : null);
    }

    /// <summary>Fewer kernels: lists of the nearest are made for points on a surface, and these fill the cube.</summary>
    private static Encoding Sparse(Encoding encoding) => encoding switch
    {
        Composite all => all with { Nested = [.. all.Nested.Select(n => n with { Encoding = Sparse(n.Encoding) })] },
        RadialBasis basis => basis with { Kernels = 300 },
        _ => encoding,
    };
}
