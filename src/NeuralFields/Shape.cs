using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NeuralFields;

/// <summary>Checks of lengths at the entries of the library.</summary>
internal static class Shape
{
    /// <summary>Throws unless a length is as expected.</summary>
    /// <param name="actual">The length.</param>
    /// <param name="expected">What it must be.</param>
    /// <param name="rule">Why.</param>
    /// <param name="what">The expression that was checked.</param>
    public static void Require(
        int actual, int expected, string rule, [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        if (actual != expected) Throw(actual, expected, rule, what);
    }

    [DoesNotReturn]
    private static void Throw(int actual, int expected, string rule, string what)
        => throw new ArgumentException($"{what} is {actual}, expected {expected} ({rule}).");
}
