namespace NeuralFields.Numerics;

/// <summary>How many floats one SIMD operation handles.</summary>
public enum LaneWidth
{
    /// <summary>One float: no SIMD (<see cref="Lanes1"/>).</summary>
    Scalar = 1,

    /// <summary>128-bit vectors (<see cref="Lanes4"/>).</summary>
    Four = 4,

    /// <summary>256-bit vectors (<see cref="Lanes8"/>).</summary>
    Eight = 8,

    /// <summary>512-bit vectors (<see cref="Lanes16"/>).</summary>
    Sixteen = 16,
}
