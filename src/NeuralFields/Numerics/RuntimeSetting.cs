using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralFields.Numerics;

/// <summary>The conversion behind <see cref="IReal{T}.Setting"/>.</summary>
internal static class RuntimeSetting
{
    /// <summary>
    /// Rounds to float. The JIT leaves this conversion inside the loop, and the scalar instruction of x64 merges into
    /// its
    /// old destination: every iteration would wait for the one before (sine of a tile: 0.60 instead of 0.25 ns per
    /// value). The vector instruction overwrites all of it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(double value) => Sse2.IsSupported
        ? Sse2.ConvertToVector128Single(Vector128.CreateScalarUnsafe(value)).ToScalar()
        : (float)value;
}
