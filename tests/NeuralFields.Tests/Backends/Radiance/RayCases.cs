using System.Numerics;
using NeuralFields.Activations;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Parameters;
using NeuralFields.Training;

namespace NeuralFields.Tests.Backends;

/// <summary>Small radiance fields and rays for them.</summary>
internal static class RayCases
{
    /// <summary>A field of a small grid.</summary>
    public static FieldSpec Field(
        int features = 2, GridInterpolation interpolation = GridInterpolation.Linear, int latents = 0)
        => FieldSpec.Radiance(
        new HashGrid
        {
            Levels = 3, Features = features, Log2TableSize = 8, BaseResolution = 4, PerLevelScale = 2, Interpolation = interpolation,
        },
        new Mlp { Width = 16, HiddenLayers = 1, Activation = Activation.Find("Softplus") }, 8,
        new SphericalHarmonics { Degree = 3 },
        new Mlp { Width = 16, HiddenLayers = 2, Activation = Activation.Find("Softplus") }, latents: latents);

    /// <summary>The same with kernels for colour.</summary>
    public static FieldSpec Hybrid(GridInterpolation interpolation = GridInterpolation.Linear)
    {
        FieldSpec field = Field(4, interpolation);
        Network NetworkOf(int i) => ((NetworkNode)field.Nodes[i]).Network;
        Encoding EncodingOf(int i) => ((EncodingNode)field.Nodes[i]).Encoding;
        return FieldSpec.Radiance(
            EncodingOf(0), NetworkOf(1), 8, EncodingOf(2), NetworkOf(3),
            new RadialBasis { Kernels = 60, Neighbors = 3, Features = 5, Normalize = false });
    }

    /// <summary>First values with tables that matter, and kernels as wide as they are apart.</summary>
    public static float[] Parameters(FieldSpec field)
    {
        ParameterLayout layout = field.Layout();
        float[] values = layout.Initialize(3);
        foreach (ParameterTensor shapes in layout.Tensors.Where(t => t.Name.EndsWith(".shapes", StringComparison.Ordinal)))
            values.AsSpan(shapes.Offset, shapes.Count).Fill(4);
        foreach (ParameterTensor table in layout.Tensors.Where(t => t.Role == ParameterRole.Table))
            foreach (ref float value in values.AsSpan(table.Offset, table.Count)) value *= 1e4f;
        return values;
    }
}

/// <summary>Rays towards the middle of the unit cube from all around, some of which miss it.</summary>
internal sealed class AroundSource(int seed) : IRaySource
{
    public int ViewCount => 4;

    public Vector3 BackOf(int view) => Vector3.Normalize(new(view + 1, 2, -view));

    public void Fill(long firstRay, Span<TrainingRay> rays)
    {
        for (int i = 0; i < rays.Length; i++) rays[i] = Ray(new Random(seed + (int)(firstRay + i)));
    }

    private static TrainingRay Ray(Random random)
    {
        Vector3 Any(float low, float high) => new(
            low + ((high - low) * random.NextSingle()), low + ((high - low) * random.NextSingle()),
            low + ((high - low) * random.NextSingle()));
        Vector3 origin = new Vector3(0.5f) + (2 * Vector3.Normalize(Any(-1, 1)));
        Vector3 direction = Vector3.Normalize(Any(-0.1f, 1.1f) - origin), background = Any(0, 1);
        return new()
        {
            Origin = origin,
            Direction = direction,
            Near = 0.05f,
            Jitter = random.NextSingle(),
            Background = background,
            Target = new(0.5f + (0.5f * MathF.Abs(direction.X)), 0.3f, 0.8f * origin.Y),
            View = random.Next(4),
        };
    }
}

/// <summary>The same few rays of a source over and over, drawn once.</summary>
internal sealed class RepeatedSource : IRaySource
{
    private readonly TrainingRay[] _rays = new TrainingRay[512];

    public RepeatedSource(IRaySource source)
    {
        ViewCount = source.ViewCount;
        source.Fill(0, _rays);
    }

    public int ViewCount { get; }

    public Vector3 BackOf(int view) => Vector3.UnitZ;

    public void Fill(long firstRay, Span<TrainingRay> rays)
    {
        for (int i = 0; i < rays.Length; i++) rays[i] = _rays[(firstRay + i) % _rays.Length];
    }
}
