using System.Collections.Immutable;

namespace NeuralFields.Distances;

/// <summary>How the inside of a mesh is told from the outside.</summary>
public abstract class SignRule
{
    /// <summary>
    /// Inside is where the winding number is nearer to ±1 than to 0: robust to holes, soups and inverted parts.
    /// </summary>
    public static SignRule Winding { get; } = new WindingRule();

    /// <summary>Inside is where most of three rays cross the surface an odd number of times; fronts do not matter.</summary>
    public static SignRule Parity { get; } = new ParityRule();

    /// <summary>
    /// Inside is behind the nearest part of the surface, seen along its angle-weighted normal: exact for closed
    /// surfaces that do not cut themselves.
    /// </summary>
    public static SignRule PseudoNormal { get; } = new PseudoNormalRule();

    /// <summary>Every rule.</summary>
    public static ImmutableArray<SignRule> All { get; } = [Winding, Parity, PseudoNormal];

    /// <summary>The rule of that name.</summary>
    /// <exception cref="InputException">There is none; the message lists the names.</exception>
    public static SignRule Find(string name) => RegistryLookup.Find("sign rule", name, All, rule => rule.Name);

    /// <summary>The rule's name in scenes and options.</summary>
    public abstract string Name { get; }

    /// <summary>Prepares the rule for a tree, whose triangles it may turn around.</summary>
    internal abstract SignTest Prepare(TriangleTree tree, int threads);
}
