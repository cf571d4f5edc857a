using System.Collections.Immutable;
using NeuralFields.Activations;
using NeuralFields.Descriptions;
using NeuralFields.Encodings;
using NeuralFields.Optimizers;
using NeuralFields.RadialBases;
using NeuralFields.Schedules;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>A named way to fit data: <c>--preset NAME</c>.</summary>
/// <typeparam name="TShape">What a preset is told of the data.</typeparam>
/// <typeparam name="TScene">How such data is fitted.</typeparam>
public abstract class Preset<TShape, TScene> where TScene : TaskScene
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>One line for <c>--help</c>.</summary>
    public abstract string Summary { get; }

    /// <summary>The scene for some data.</summary>
    public abstract TScene Create(TShape data);

    /// <summary>A preset by name.</summary>
    /// <param name="all">The presets of a task.</param>
    /// <param name="name">The name; null for the first.</param>
    /// <exception cref="InputException">There is none of that name.</exception>
    private protected static TPreset Find<TPreset>(ImmutableArray<TPreset> all, string? name)
        where TPreset : Preset<TShape, TScene>
        => name is null ? all[0] : all.FirstOrDefault(p => p.Name == name)
            ?? throw new InputException("--preset: " + Nearest.Unknown("preset", name, all.Select(p => p.Name)));

    /// <summary>Adam as published for coordinate networks: β 0.9 and 0.999, ε 1e-8.</summary>
    private protected static Adam PublishedAdam(double learningRate, Schedule schedule)
        => new() { LearningRate = learningRate, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, Schedule = schedule };

    /// <summary>Adam as published for tables, but every entry moves at every step: β 0.9 and 0.99, ε 1e-15.</summary>
    private protected static Adam TableAdam(double learningRate, Schedule schedule) => new()
    {
        LearningRate = learningRate,
        Beta1 = 0.9,
        Beta2 = 0.99,
        Epsilon = 1e-15,
        Sparse = false,
        Schedule = schedule,
    };

    /// <summary>Compact kernels that overlap: continuous slopes. Their number follows from the data.</summary>
    private protected static RadialBasis SmoothBasis => new()
    {
        Kernel = RadialKernel.Find("WendlandC2"),
        Shape = RadialShape.Isotropic,
        Width = RadialWidth.Overlap,
        Neighbors = 16,
        Features = 16,
        Floor = 0.02,
    };

    /// <summary>Exponentially to a tenth over the run.</summary>
    private protected static Schedule ToATenth => new Schedules.Exponential { Final = 0.1 };

    /// <summary>Exponentially to a hundredth over the run.</summary>
    private protected static Schedule ToAHundredth => new Schedules.Exponential { Final = 0.01 };

    private protected static Activation Named(string name) => Activation.Find(name);
}
