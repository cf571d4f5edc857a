using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>z + sin(m·z) with a frequency m for each unit.</summary>
/// <remarks>Chen et al. 2023, NeuRBF, eq. 7.</remarks>
public static class ResidualSine
{
    /// <summary>Value and slope.</summary>
    /// <param name="z">The sum before the function.</param>
    /// <param name="m">The unit's frequency.</param>
    [MethodImpl(AggressiveInlining)]
    public static (T Value, T Slope) ValueAndSlope<T>(T z, T m) where T : struct, IReal<T>
    {
        (T sin, T cos) = T.SinCos(m * z);
        return (z + sin, T.Fma(m, cos, T.Const(1)));
    }

    /// <summary>−m²·sin(m·z).</summary>
    /// <param name="z">The sum before the function.</param>
    /// <param name="m">The unit's frequency.</param>
    public static T Curvature<T>(T z, T m) where T : struct, IReal<T> => -(m * m * T.Sin(m * z));
}
