using NeuralFields.Backends;
using NeuralFields.Encodings;
using NeuralFields.Networks;
using NeuralFields.Numerics;
using NeuralFields.Training;
using Xunit.Sdk;

namespace NeuralFields.Tests.Architecture;

/// <summary>The direction inside the library: a namespace sees those of earlier layers and no sibling.</summary>
public sealed class NamespaceTests
{
    private const string Library = "NeuralFields", Cpu = "Backends.Cpu";

    // Earlier layers are nearer to the processor. src/README.md draws them.
    private static readonly string[][] s_layers =
    [
        [""],
        ["Numerics"],
        ["Codegen", "Descriptions", "Parameters", "Images", "Geometry"],
        ["Activations", "Losses", "Schedules", "RadialBases", "Distances", "Meshing", "Volumes", "Rendering.Cameras"],
        ["Encodings", "Networks", "Optimizers"],
        ["Fields"],
        ["Fields.Emission", "Backends"],
        [Cpu, "Rendering", "Sampling", "Training"],
        ["Datasets", "Rendering.Radiance"],
        ["Tasks", "Rendering.Surfaces"],
        ["Presets"],
        ["Scenes"],
    ];

    // What a trainer, a backend and a sampler say to one another: data, no behaviour. It stands with the trainer.
    private static readonly Type[] s_contracts =
    [
        typeof(TrainingSpec), typeof(ParameterGroup), typeof(ProgressKnot), typeof(TrainingState),
        typeof(ISampleSource), typeof(SampleRows), typeof(SampleReuse), typeof(IRaySource), typeof(TrainingRay),
        typeof(RaySpec),
    ];

    private static readonly string[] s_contractUsers = ["Backends", Cpu, "Sampling"];

    private static readonly Type[] s_types =
        [.. typeof(InputException).Assembly.GetTypes().Where(t => NameOf(t) is not null)];

    [Fact]
    public void Every_namespace_has_a_layer()
        => Assert.Empty(s_types.Select(t => NameOf(t)!).Distinct().Except(s_layers.SelectMany(l => l)));

    [Fact]
    public void Namespaces_see_only_earlier_layers()
    {
        string[] wrong = [.. s_types.SelectMany(Wrong).Order(StringComparer.Ordinal)];
        if (wrong.Length > 0)
            throw new XunitException("Against the direction of src/README.md:\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void Nothing_in_the_library_sees_the_cpu_backend()
        => Assert.DoesNotContain(
            s_types.Where(t => NameOf(t) != Cpu), t => TypeReferences.Of(t).Any(r => NameOf(r) == Cpu));

    [Fact]
    public void The_check_bites()
    {
        Assert.False(MaySee(typeof(Pcg32), typeof(Encoding)));
        Assert.False(MaySee(typeof(Mlp), typeof(Encoding)));
        Assert.False(MaySee(typeof(IBackend), typeof(Trainer)));
        Assert.Contains(typeof(DeterministicMath), TypeReferences.Of(typeof(NeuralFields.Schedules.Exponential)));
    }

    private static IEnumerable<string> Wrong(Type type)
        => TypeReferences.Of(type).Where(r => !MaySee(type, r)).Select(r => $"{type} sees {r}");

    private static bool MaySee(Type from, Type to)
    {
        if (NameOf(to) is not { } target || NameOf(from) is not { } source || source == target) return true;
        return LayerOf(target) < LayerOf(source) || (s_contracts.Contains(to) && s_contractUsers.Contains(source));
    }

    private static int LayerOf(string name) => Array.FindIndex(s_layers, l => l.Contains(name));

    /// <summary>The namespace below the library's; null for types of others.</summary>
    private static string? NameOf(Type type)
        => type.Assembly != typeof(InputException).Assembly || type.Namespace is not { } name ? null
            : name == Library ? ""
            : name.StartsWith(Library + ".", StringComparison.Ordinal) ? name[(Library.Length + 1)..] : null;
}
