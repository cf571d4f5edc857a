using System.Collections.Immutable;

namespace NeuralFields.Numerics;

/// <summary>
/// A registered formula with its constants chosen. It is immutable; two are equal when names and constants are.
/// </summary>
/// <typeparam name="TSelf">The family.</typeparam>
public abstract class FormulaEntry<TSelf> : IEquatable<TSelf> where TSelf : FormulaEntry<TSelf>
{
    /// <summary>The name in scene files.</summary>
    public abstract string Name { get; }

    /// <summary>The formula, in one line.</summary>
    public abstract string Summary { get; }

    /// <summary>The constants that may be set, in the order of <see cref="Values"/>.</summary>
    public abstract ImmutableArray<FormulaConstant> Constants { get; }

    /// <summary>The constants' values.</summary>
    public abstract ImmutableArray<double> Values { get; }

    /// <summary>The same formula with other constants, in the order of <see cref="Constants"/>.</summary>
    /// <exception cref="InputException">The count differs, or a value is out of range.</exception>
    public abstract TSelf With(ReadOnlySpan<double> values);

    /// <inheritdoc/>
    public bool Equals(TSelf? other)
        => other is not null && Name == other.Name && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TSelf);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = new();
        hash.Add(Name, StringComparer.Ordinal);
        foreach (double value in Values) hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>Name and constants, such as Sine(omega_0 = 30).</summary>
    public override string ToString() => FormulaConstants.Describe(Name, Constants, Values);
}
