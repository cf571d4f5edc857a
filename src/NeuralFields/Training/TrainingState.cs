namespace NeuralFields.Training;

/// <summary>What a training run needs, beside the parameters, to go on as if it had never stopped.</summary>
/// <param name="Step">Steps done; sampling and the schedule follow from it.</param>
/// <param name="OptimizerState">The optimiser's arrays, each [Layout.Count] in logical order.</param>
/// <param name="UpdateCounts">[Layout.Count] updates of each table entry, or empty where nothing counts them.</param>
/// <param name="Average">[Layout.Count] moving average of the parameters, or empty where there is none.</param>
public sealed record TrainingState(long Step, float[][] OptimizerState, int[] UpdateCounts, float[] Average)
{
    /// <summary>
    /// [cascades · 128³] what is known of the density in each cell, negated where rays skip it; empty where no rays are
    /// trained.
    /// </summary>
    public float[] Occupancy { get; init; } = [];

    /// <summary>Corrections of cameras and how they are learnt on; empty where none are learnt.</summary>
    public float[] Cameras { get; init; } = [];

    /// <summary>Latent vectors of views and how they are learnt on; empty where none are learnt.</summary>
    public float[] Latents { get; init; } = [];

    /// <summary>Numbers that say which rays come next; empty where no rays are trained.</summary>
    public long[] Counters { get; init; } = [];
}
