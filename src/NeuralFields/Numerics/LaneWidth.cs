using System.Runtime.Intrinsics;

namespace NeuralFields.Numerics;

/// <summary>Floats per vector.</summary>
public enum LaneWidth
{
    /// <summary>One float; any processor.</summary>
    Scalar = 1,

    /// <summary>128 bits: SSE or NEON.</summary>
    Four = 4,

    /// <summary>256 bits: AVX2.</summary>
    Eight = 8,

    /// <summary>512 bits: AVX-512.</summary>
    Sixteen = 16,
}

/// <summary>Facts about lane widths on this machine.</summary>
public static class LaneWidths
{
    /// <summary>The widest vectors that the processor runs.</summary>
    public static LaneWidth Best { get; } =
        Vector512.IsHardwareAccelerated ? LaneWidth.Sixteen
        : Vector256.IsHardwareAccelerated ? LaneWidth.Eight
        : Vector128.IsHardwareAccelerated ? LaneWidth.Four
        : LaneWidth.Scalar;
}
