using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Numerics;

/// <summary>A gradient or a normal. Fields of fewer coordinates leave the last components zero.</summary>
/// <typeparam name="T">The numbers.</typeparam>
/// <param name="X">First component.</param>
/// <param name="Y">Second component.</param>
/// <param name="Z">Third component.</param>
public readonly record struct Triple<T>(T X, T Y, T Z) where T : struct, IReal<T>
{
    /// <summary>What is added under the root of a length, so that its slope is finite at zero.</summary>
    private static readonly Constant s_guard = 1e-12;

    /// <summary>No direction.</summary>
    public static Triple<T> Zero
    {
        [MethodImpl(AggressiveInlining)]
        get => new(T.Const(0), T.Const(0), T.Const(0));
    }

    /// <summary>√(x² + y² + z² + 10⁻¹²): the length, smooth at zero.</summary>
    [MethodImpl(AggressiveInlining)]
    public T Length() => T.Sqrt(T.Fma(X, X, T.Fma(Y, Y, T.Fma(Z, Z, T.Const(s_guard)))));

    /// <summary>The scalar product.</summary>
    [MethodImpl(AggressiveInlining)]
    public T Dot(Triple<T> other) => T.Fma(X, other.X, T.Fma(Y, other.Y, Z * other.Z));

    /// <summary>The multiple.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Triple<T> operator *(T factor, Triple<T> a) => new(factor * a.X, factor * a.Y, factor * a.Z);

    /// <summary>The sum.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Triple<T> operator +(Triple<T> a, Triple<T> b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>The difference.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Triple<T> operator -(Triple<T> a, Triple<T> b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);
}
