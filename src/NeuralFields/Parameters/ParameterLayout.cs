using System.Collections.Immutable;

namespace NeuralFields.Parameters;

/// <summary>One tensor of a field's parameters.</summary>
/// <param name="Name">The name in files, such as <c>network.0.weight</c>.</param>
/// <param name="Shape">Logical sizes, outermost first; no padding.</param>
/// <param name="Offset">Where it starts in the flat vector of all parameters.</param>
/// <param name="Role">What it is to the optimiser.</param>
/// <param name="Initial">How its first values are drawn.</param>
public sealed record ParameterTensor(
    string Name, ImmutableArray<int> Shape, int Offset, ParameterRole Role, Distribution Initial)
{
    /// <summary>The product of the sizes.</summary>
    public int Count { get; } = Shape.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>Whether the optimiser may change it.</summary>
    public bool IsTrained => Role != ParameterRole.Constant;
}

/// <summary>
/// Names the slices of a field's flat parameter vector. The vector is logical: row-major shapes without padding;
/// backends keep their own forms of it.
/// </summary>
/// <param name="Tensors">The tensors, in order and without gaps.</param>
public sealed record ParameterLayout(ImmutableArray<ParameterTensor> Tensors)
{
    /// <summary>All numbers, trained or not.</summary>
    public int Count { get; } = Tensors.Sum(t => t.Count);

    /// <summary>Numbers that the optimiser changes.</summary>
    public int TrainedCount { get; } = Tensors.Where(t => t.IsTrained).Sum(t => t.Count);

    /// <summary>Numbers that are stored and never trained.</summary>
    public int FrozenCount => Count - TrainedCount;

    /// <summary>First values: one random stream per tensor, so that adding a tensor leaves the others as they were.</summary>
    /// <param name="seed">The run's seed.</param>
    public float[] Initialize(ulong seed)
    {
        float[] values = new float[Count];
        for (int i = 0; i < Tensors.Length; i++)
        {
            Numerics.Pcg32 random = new(seed, (ulong)i + 1);
            Tensors[i].Initial.Fill(ref random, values.AsSpan(Tensors[i].Offset, Tensors[i].Count));
        }
        return values;
    }
}

/// <summary>Collects the tensors that the parts of a field declare.</summary>
public sealed class ParameterDeclarations
{
    private readonly ImmutableArray<ParameterTensor>.Builder _tensors = ImmutableArray.CreateBuilder<ParameterTensor>();

    /// <summary>The node, or part of a node, whose tensors are being declared; empty at first.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>Where the next tensor starts.</summary>
    public int NextOffset { get; private set; }

    /// <summary>Names the node whose tensors follow.</summary>
    public void Begin(string owner) => Owner = owner;

    /// <summary>Declares a tensor right after the last one.</summary>
    /// <param name="name">Its name within the node, such as <c>0.weight</c>.</param>
    /// <param name="role">What it is to the optimiser.</param>
    /// <param name="initial">How its first values are drawn.</param>
    /// <param name="shape">Its logical sizes.</param>
    /// <exception cref="InputException">The field would have more than 2³¹−1 parameters.</exception>
    public void Add(string name, ParameterRole role, Distribution initial, params ImmutableArray<int> shape)
    {
        long count = shape.Aggregate(1L, (product, size) => product * size);
        if (NextOffset + count > int.MaxValue)
            throw new InputException(
                $"{Owner}.{name}: the field would have {NextOffset + count} parameters, expected at most {int.MaxValue}. " +
                "Take smaller tables or fewer levels.");
        _tensors.Add(new(Owner.Length == 0 ? name : $"{Owner}.{name}", shape, NextOffset, role, initial));
        NextOffset += (int)count;
    }

    /// <summary>The layout of all declared tensors.</summary>
    public ParameterLayout ToLayout() => new(_tensors.ToImmutable());
}
