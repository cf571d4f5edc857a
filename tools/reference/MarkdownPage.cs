using System.Text;

namespace NeuralFields.Reference;

/// <summary>Writes Markdown, one block after another.</summary>
internal sealed class MarkdownPage
{
    private readonly StringBuilder _text = new();

    /// <summary>A heading.</summary>
    public void Heading(int level, string text) => Block(new string('#', level) + " " + text);

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text) => Block(text);

    /// <summary>A table; nothing where it has no rows.</summary>
    public void Table(string[] columns, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        if (all.Length == 0) return;
        Row(columns);
        Row([.. columns.Select(_ => "---")]);
        foreach (string[] row in all) Row(row);
        _text.Append('\n');
    }

    /// <summary>A word as it is typed; nothing for nothing.</summary>
    public static string Code(string text) => text.Length == 0 ? "" : $"`{text}`";

    /// <inheritdoc/>
    public override string ToString() => _text.ToString().TrimEnd('\n') + "\n";

    private void Block(string text) => _text.Append(text).Append("\n\n");

    private void Row(string[] cells)
        => _text.Append("| ").AppendJoin(" | ", cells.Select(Escape)).Append(" |\n");

    private static string Escape(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal);
}
