using System.Collections.Immutable;
using NeuralFields.Descriptions;
using NeuralFields.Numerics;
using NeuralFields.Parameters;
using NeuralFields.Schedules;

namespace NeuralFields.Optimizers;

/// <summary>The description of an optimiser: how a gradient changes a parameter.</summary>
public abstract record Optimizer
{
    /// <summary>All optimisers.</summary>
    public static Family<Optimizer> Family { get; } = new([Adam.Schema, AdamW.Schema, Sgd.Schema], ("SGD", "Sgd"));

    /// <summary>The rate before the schedule.</summary>
    public double LearningRate { get; init; } = 1e-2;

    /// <summary>How the rate changes over the run.</summary>
    public Schedule Schedule { get; init; } = new Schedules.Constant();

    /// <summary>
    /// Whether table entries without a gradient in a step are left wholly alone (tiny-cuda-nn's rule): moments and the
    /// entry's own step counter stay as they were. Without it every entry moves in every step.
    /// </summary>
    public bool Sparse { get; init; } = true;

    /// <summary>The keys that all optimisers share.</summary>
    private protected static ImmutableArray<SchemaKey<T>> CommonKeys<T>() where T : Optimizer =>
    [
        Key.Number<T>("learning_rate", o => o.LearningRate, (o, v) => (T)(o with { LearningRate = v }),
            "rate before the schedule", 0, 1000),
        Key.Part<T, Schedule>("schedule", Schedule.Family, o => o.Schedule, (o, v) => (T)(o with { Schedule = v }),
            "how the rate changes over the run"),
        Key.Flag<T>("sparse", o => o.Sparse, (o, v) => (T)(o with { Sparse = v }),
            "whether table entries without a gradient are left alone, counters included"),
    ];

    /// <summary>Numbers of state per parameter: 0, 1 or 2.</summary>
    public abstract int StateCount { get; }

    /// <summary>The kernel that updates parameters.</summary>
    /// <param name="width">Lanes per vector.</param>
    /// <param name="role">What the parameters are; regularisation of matrices and of tables differs.</param>
    public abstract UpdateKernel Kernel(LaneWidth width, ParameterRole role);

    /// <summary>The rule itself, for backends that print it.</summary>
    /// <param name="role">What the parameters are.</param>
    public abstract IUpdateRule Rule(ParameterRole role);
}
