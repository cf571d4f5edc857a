using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>What is known of a sample near a surface that is only given by points.</summary>
/// <typeparam name="T">The numbers.</typeparam>
/// <param name="Kind">0 off the surface, 1 on it, 2 off it at the border of the domain, which lies outside.</param>
/// <param name="Normal">The unit normal on the surface; zero where it is unknown.</param>
public readonly record struct SurfaceTarget<T>(T Kind, Triple<T> Normal) where T : struct, IReal<T>
{
    private static readonly Constant s_half = 0.5, s_threeHalves = 1.5;

    /// <summary>1 on the surface, else 0.</summary>
    [MethodImpl(AggressiveInlining)]
    public T On() => T.IfLess(T.Abs(Kind - T.Const(1)), T.Const(s_half), T.Const(1), T.Const(0));

    /// <summary>1 at the border of the domain, else 0.</summary>
    [MethodImpl(AggressiveInlining)]
    public T Border() => T.IfLess(T.Const(s_threeHalves), Kind, T.Const(1), T.Const(0));

    /// <summary>1 on the surface where the normal is known, else 0.</summary>
    [MethodImpl(AggressiveInlining)]
    public T HasNormal() => T.IfLess(T.Const(s_half), Normal.Dot(Normal), On(), T.Const(0));
}
