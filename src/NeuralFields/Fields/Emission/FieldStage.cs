using System.Collections.Immutable;

namespace NeuralFields.Fields.Emission;

/// <summary>
/// What one function of a field computes. The first head's function runs the nodes it needs and hands on those values
/// that later heads read; a later head's function starts from them, so that colour is computed where it is seen.
/// </summary>
/// <param name="Head">The head it returns.</param>
/// <param name="Ports">The ports it reads.</param>
/// <param name="Nodes">The nodes it runs, in order.</param>
/// <param name="Features">Nodes of the first stage that later ones read, the same for all stages.</param>
/// <param name="IsFirst">Whether it writes the features rather than reading them.</param>
internal sealed record FieldStage(
    FieldHead Head, ImmutableArray<FieldPort> Ports, ImmutableArray<FieldNode> Nodes, ImmutableArray<string> Features,
    bool IsFirst)
{
    /// <summary>The stages of a field, one per head.</summary>
    public static ImmutableArray<FieldStage> Of(FieldSpec spec)
    {
        HashSet<string> first = Needed(spec, spec.Heads[0], []);
        HashSet<string>[] needed = [.. spec.Heads.Select((head, i) => i == 0 ? first : Needed(spec, head, first))];
        ImmutableArray<string> features =
        [
            .. spec.Nodes.Select(n => n.Name).Where(n => first.Contains(n) && needed.Skip(1).Any(names => names.Contains(n))),
        ];
        return
        [
            .. spec.Heads.Select((head, i) => new FieldStage(
                head, [.. spec.Ports.Where(p => needed[i].Contains(p.Name))],
                [.. spec.Nodes.Where(n => needed[i].Contains(n.Name) && (i == 0 || !first.Contains(n.Name)))],
                features, i == 0)),
        ];
    }

    /// <summary>The ports and nodes that a head needs, not looking behind those that are there already.</summary>
    private static HashSet<string> Needed(FieldSpec spec, FieldHead head, HashSet<string> present)
    {
        HashSet<string> needed = [head.Node];
        foreach (FieldNode node in spec.Nodes.Reverse())
            if (needed.Contains(node.Name) && !present.Contains(node.Name)) needed.UnionWith(node.Inputs);
        return needed;
    }
}
