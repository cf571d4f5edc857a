using System.Runtime.Intrinsics;

namespace NeuralFields.Numerics;

/// <summary>Which lane width to use on this machine.</summary>
public static class LaneWidths
{
    /// <summary>The widest vectors that the hardware runs natively; wider ones would be emulated, slowly.</summary>
    public static LaneWidth Best =>
        Vector512.IsHardwareAccelerated ? LaneWidth.Sixteen
        : Vector256.IsHardwareAccelerated ? LaneWidth.Eight
        : Vector128.IsHardwareAccelerated ? LaneWidth.Four
        : LaneWidth.Scalar;
}
