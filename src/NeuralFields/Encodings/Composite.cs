using System.Collections.Immutable;
using NeuralFields.Codegen;
using NeuralFields.Descriptions;
using NeuralFields.Parameters;

namespace NeuralFields.Encodings;

/// <summary>How a <see cref="Composite"/> joins its nested encodings.</summary>
public enum CompositeReduction
{
    /// <summary>Their features one after another.</summary>
    Concatenation,

    /// <summary>Their features added.</summary>
    Sum,

    /// <summary>Their features multiplied.</summary>
    Product,
}

/// <summary>An encoding within a <see cref="Composite"/>.</summary>
/// <param name="Encoding">The encoding.</param>
/// <param name="Count">Coordinates it reads; null takes those that no other counted encoding reads.</param>
/// <param name="Begin">The first coordinate it reads; null goes on where the one before it ended.</param>
public sealed record NestedEncoding(Encoding Encoding, int? Count = null, int? Begin = null);

/// <summary>Several encodings over slices of the coordinates.</summary>
/// <remarks>
/// tiny-cuda-nn's rules. Beyond them, several nested encodings may leave out their count: then all of them read the
/// same remaining coordinates.
/// </remarks>
public sealed partial record Composite : Encoding
{
    private const double BiasBound = 1e-4;

    /// <summary>The nested encodings, in the order of their features and tensors.</summary>
    public ImmutableArray<NestedEncoding> Nested { get; init; } = [];

    /// <summary>How their features are joined.</summary>
    public CompositeReduction Reduction { get; init; }

    /// <summary>Whether a trained number is added to each feature.</summary>
    public bool Bias { get; init; }

    /// <summary>Whether two are the same description: nested encodings count by value.</summary>
    public bool Equals(Composite? other)
        => other is not null && Reduction == other.Reduction && Bias == other.Bias && Nested.SequenceEqual(other.Nested);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Reduction, Bias, Nested.Length);

    /// <inheritdoc/>
    public override int OutputCount(int inputs)
    {
        int[] counts = [.. Slices(inputs).Select((slice, i) => OutputCount(i, slice))];
        if (Reduction == CompositeReduction.Concatenation) return counts.Sum();
        return counts.Distinct().Count() == 1
            ? counts[0]
            : throw new InputException(
                $"Composite: reduction {Reduction} over nested encodings of {string.Join(", ", counts)} features, " +
                "expected as many from each. Change their sizes or take Concatenation.");
    }

    /// <inheritdoc/>
    public override void Declare(ParameterDeclarations into, int inputs)
    {
        ArgumentNullException.ThrowIfNull(into);
        ImmutableArray<Range> slices = Slices(inputs);
        string owner = into.Owner;
        for (int i = 0; i < Nested.Length; i++)
        {
            into.Begin(owner.Length == 0 ? $"{i}" : $"{owner}.{i}");
            if (CountOf(slices[i]) > 0) Nested[i].Encoding.Declare(into, CountOf(slices[i]));
        }
        into.Begin(owner);
        if (Bias) into.Add("bias", ParameterRole.Bias, Distribution.Uniform(BiasBound), OutputCount(inputs));
    }

    /// <inheritdoc/>
    public override Encoding Resolve(int desiredResolution)
        => this with { Nested = [.. Nested.Select(n => n with { Encoding = n.Encoding.Resolve(desiredResolution) })] };

    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, int firstParameter, Span<Expr> y)
    {
        ImmutableArray<Range> slices = Slices(x.Length);
        Expr[] features = new Expr[y.Length];
        int firstOutput = 0;
        for (int i = 0; i < Nested.Length; i++)
        {
            Span<Expr> own = features.AsSpan(0, OutputCount(i, slices[i]));
            if (own.Length > 0) Nested[i].Encoding.Lower(x[slices[i]], firstParameter, own);
            Join(i, own, Reduction == CompositeReduction.Concatenation ? y[firstOutput..] : y);
            firstOutput += own.Length;
            firstParameter += ParameterCount(i, slices[i]);
        }
        for (int i = 0; Bias && i < y.Length; i++) y[i] += ExprGraph.Current.Load((uint)(firstParameter + i));
    }

    /// <inheritdoc/>
    public override void AddParts(ICollection<EncodingPart> parts, Range inputs, int firstOutput, int firstParameter)
    {
        ArgumentNullException.ThrowIfNull(parts);
        int firstInput = inputs.Start.Value, count = inputs.End.Value - firstInput;
        if (Reduction != CompositeReduction.Concatenation)
        {
            if (Bias) throw new InputException("Composite: bias is for Concatenation. Leave it out.");
            parts.Add(Reduced(firstInput, count, firstOutput, firstParameter));
            return;
        }
        ImmutableArray<Range> slices = Slices(count);
        for (int i = 0; i < Nested.Length; i++)
        {
            int features = OutputCount(i, slices[i]);
            if (features > 0)
                Nested[i].Encoding.AddParts(
                    parts, Shift(slices[i], firstInput), firstOutput, firstParameter);
            firstOutput += features;
            firstParameter += ParameterCount(i, slices[i]);
        }
        int all = OutputCount(count);
        if (Bias) parts.Add(new BiasPart(firstOutput - all, all, firstParameter));
    }

    /// <summary>The coordinates that each nested encoding reads; an empty range where none are left for it.</summary>
    /// <exception cref="InputException">An encoding reads coordinates that are not there.</exception>
    private ImmutableArray<Range> Slices(int inputs)
    {
        if (Nested.IsEmpty)
            throw new InputException("Composite has no nested encodings, expected at least one in \"nested\".");
        int rest = inputs - Nested.Sum(n => n.Begin is null ? n.Count ?? 0 : 0);
        int next = 0;
        int? shared = null;
        ImmutableArray<Range>.Builder slices = ImmutableArray.CreateBuilder<Range>(Nested.Length);
        foreach (NestedEncoding nested in Nested)
        {
            int begin = nested.Begin ?? (nested.Count is null ? shared ?? next : next);
            int count = nested.Count ?? (nested.Begin is null ? rest : inputs - begin);
            if (count < 0 || begin + count > inputs) throw Outside(slices.Count, begin, nested.Count, inputs);
            if (nested.Begin is null && (nested.Count is not null || shared is null)) next += count;
            if (nested is { Begin: null, Count: null }) shared = begin;
            slices.Add(begin..(begin + count));
        }
        return slices.MoveToImmutable();
    }

    private static InputException Outside(int index, int begin, int? count, int inputs)
        => new($"Composite: nested encoding {index} reads " +
            (count is { } n ? $"coordinates {begin} to {begin + n - 1}" : $"what is left from coordinate {begin} on") +
            $", expected at most the {inputs} that there are. Change n_dims_to_encode or dims_to_encode_begin.");

    private int OutputCount(int index, Range slice)
        => CountOf(slice) == 0 ? 0 : Nested[index].Encoding.OutputCount(CountOf(slice));

    private int ParameterCount(int index, Range slice)
    {
        ParameterDeclarations declarations = new();
        if (CountOf(slice) > 0) Nested[index].Encoding.Declare(declarations, CountOf(slice));
        return declarations.NextOffset;
    }

    private void Join(int index, ReadOnlySpan<Expr> features, Span<Expr> y)
    {
        for (int i = 0; i < features.Length; i++)
            y[i] = index == 0 || Reduction == CompositeReduction.Concatenation ? features[i]
                : Reduction == CompositeReduction.Sum ? y[i] + features[i]
                : y[i] * features[i];
    }

    private static int CountOf(Range slice) => slice.End.Value - slice.Start.Value;

    private static Range Shift(Range slice, int by) => (slice.Start.Value + by)..(slice.End.Value + by);
}
