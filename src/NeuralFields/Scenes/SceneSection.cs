using System.Collections.Immutable;
using NeuralFields.Descriptions;

namespace NeuralFields.Scenes;

/// <summary>A section of scene files, such as <c>training</c>; its keys set parts of one <see cref="Scene"/>.</summary>
/// <param name="Name">The section's key; empty for the top of the file.</param>
/// <param name="Summary">One line for the reference.</param>
/// <param name="Keys">Its keys.</param>
public sealed record SceneSection(string Name, string Summary, ImmutableArray<SchemaKey<Scene>> Keys)
{
    /// <summary>The scene with the keys that are there taken over.</summary>
    /// <exception cref="InputException">A key is unknown or a value out of range.</exception>
    public Scene Read(Scene scene, DescriptionNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.Kind != DescriptionKind.Object)
            throw node.Wrong(Name.Length == 0 ? "the scene" : Name, "an object { … }");
        foreach ((string name, DescriptionNode value) in node.Members)
            scene = (Keys.FirstOrDefault(k => k.Name == name) ?? throw Unknown(name, value)).Read(scene, value);
        return scene;
    }

    /// <summary>The section with all its keys; null where it has none to write.</summary>
    public DescriptionNode? Write(Scene scene)
    {
        List<KeyValuePair<string, DescriptionNode>> members = [];
        foreach (SchemaKey<Scene> key in Keys)
            if (key.Write(scene) is { } value) members.Add(new(key.Name, value));
        return members.Count == 0 ? null : DescriptionNode.Of(members);
    }

    /// <summary>The section as a key of the section around it.</summary>
    public SchemaKey<Scene> ToKey() => new(Name, Summary, Read, Write);

    private InputException Unknown(string name, DescriptionNode value)
        => value.Mistake(Nearest.UnknownKey(name, Name.Length == 0 ? "A scene" : Name, Keys.Select(k => k.Name)));
}
