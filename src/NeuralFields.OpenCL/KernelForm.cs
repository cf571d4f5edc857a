namespace NeuralFields.OpenCL;

/// <summary>How kernels divide samples among work-items. Everything in it becomes a literal of the text.</summary>
/// <param name="Width">Samples side by side in a vector: 16, 8, or 1.</param>
/// <param name="Vectors">Vectors per work-item and row.</param>
/// <param name="Block">Outputs of a layer that are summed at once.</param>
/// <param name="Lanes">Work-items whose rows interleave, so that neighbours read neighbouring numbers.</param>
/// <param name="GroupSize">Work-items per group.</param>
/// <param name="Staged">Floats of local memory that weights are brought to; 0 where caches do that by themselves.</param>
internal sealed record KernelForm(int Width, int Vectors, int Block, int Lanes, int GroupSize, int Staged = 0)
{
    /// <summary>
    /// Processors with vectors of sixteen: 8 × 2 sums keep their registers busy. Multiply-adds of a 32-64-64-3 network on
    /// one core of a Sapphire Rapids (190 GFLOP/s): 8 × 2 160, 8 × 3 163, 16 × 1 123, 12 × 2 75 (spills).
    /// </summary>
    public static KernelForm Sixteen { get; } = new(16, 2, 8, 1, 1);

    /// <summary>Processors with vectors of eight, which have half as many registers.</summary>
    public static KernelForm Eight { get; } = new(8, 2, 6, 1, 1);

    /// <summary>Graphics processors: a sample per work-item.</summary>
    public static KernelForm Scalar { get; } = new(1, 1, 8, 32, 64, UsualLocalBytes / sizeof(float));

    // A 64 × 64 layer at once; more would leave room for fewer groups at a time.
    private const int UsualLocalBytes = 16 << 10;

    // What sums of a group take beside the weights.
    private const int ReservedBytes = 1 << 10;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KernelForm> All { get; } = [Sixteen, Eight, Scalar];

    /// <summary>Whether tables of grids are read from a copy in half precision.</summary>
    public bool HalvesTables { get; init; }

    /// <summary>Samples of a work-item.</summary>
    public int Samples => Width * Vectors;

    /// <summary>Whether work-items of a group share their sums, and tables take additions from many at once.</summary>
    public bool IsShared => GroupSize > 1;

    /// <summary>The form for a device.</summary>
    public static KernelForm For(OpenClDevice device)
        => !device.IsCpu ? Scalar.Within(device) : device.VectorWidth >= 16 ? Sixteen : Eight;

    /// <summary>The form with no more local memory, and no larger groups, than a device has.</summary>
    public KernelForm Within(OpenClDevice device) => this with
    {
        Staged = (int)Math.Clamp((device.LocalMemoryBytes - ReservedBytes) / sizeof(float), 0, Staged),
        GroupSize = Math.Min(GroupSize, device.UsualGroup),
        Lanes = Math.Min(Lanes, device.UsualGroup),
    };

    /// <summary>Name for messages and caches.</summary>
    public override string ToString() => $"{Width}x{Vectors}";
}
