using NeuralFields.Descriptions;

namespace NeuralFields.Cli.Subjects;

/// <summary>How well a field stands for its data, in the words of its task.</summary>
/// <param name="Members">Members of JSON results and of a field file's metrics.</param>
/// <param name="Line">One line for people.</param>
/// <param name="Rows">Names and values for a report.</param>
internal sealed record Quality(
    DescriptionNode Members, string Line, IReadOnlyList<(string Name, string Value)> Rows);
