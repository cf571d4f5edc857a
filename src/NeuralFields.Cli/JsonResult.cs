using NeuralFields.Descriptions;

namespace NeuralFields.Cli;

/// <summary>The members of a command's JSON object, in their order.</summary>
internal sealed class JsonResult
{
    private readonly List<KeyValuePair<string, DescriptionNode>> _members = [];

    /// <summary>Adds a text; null where it is absent.</summary>
    public JsonResult Add(string name, string? value)
        => Add(name, value is null ? DescriptionNode.Null() : DescriptionNode.Of(value));

    /// <summary>Adds a number; JSON has no word for what is absent, infinite or no number: all become null.</summary>
    public JsonResult Add(string name, double? value)
        => Add(name, value is { } number && double.IsFinite(number)
            ? DescriptionNode.Of(number)
            : DescriptionNode.Null());

    /// <summary>Adds true or false.</summary>
    public JsonResult Add(string name, bool value) => Add(name, DescriptionNode.Of(value));

    /// <summary>Adds any value.</summary>
    public JsonResult Add(string name, DescriptionNode value)
    {
        _members.Add(new(name, value));
        return this;
    }

    /// <summary>Adds all members of an object.</summary>
    public JsonResult AddAll(DescriptionNode members)
    {
        _members.AddRange(members.Members);
        return this;
    }

    /// <summary>The object.</summary>
    public DescriptionNode ToNode() => DescriptionNode.Of(_members);
}
