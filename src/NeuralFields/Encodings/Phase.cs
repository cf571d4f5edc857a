using System.Runtime.CompilerServices;
using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

/// <summary>Angles counted in full turns, whose whole part can be dropped without error.</summary>
internal static class Phase
{
    /// <summary>sin(2π·cycles), cos(2π·cycles). The angle given to the sine stays within ±π at any frequency.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Sin, T Cos) SinCos<T>(T cycles) where T : struct, IReal<T>
        => T.SinCos((cycles - T.Floor(cycles + T.Const(0.5))) * T.Const(2 * Math.PI));
}
