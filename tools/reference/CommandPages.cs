using System.CommandLine;
using System.CommandLine.Help;
using NeuralFields.Cli;

namespace NeuralFields.Reference;

/// <summary>The commands of nf with their options.</summary>
internal static class CommandPages
{
    /// <summary>Writes a section per command.</summary>
    public static void Write(MarkdownPage page)
    {
        RootCommand root = CommandLine.Root();
        page.Heading(2, "Commands");
        page.Paragraph("Every command takes these:");
        Options(page, root.Options.Where(o => o.Recursive && o is not HelpOption));
        foreach (Command command in root.Subcommands) Write(page, "nf", command);
        page.Paragraph(
            "Exit codes: 0 done, 1 a defect of nf, 2 a mistake in the input (one line says which), 130 interrupted.");
    }

    private static void Write(MarkdownPage page, string path, Command command)
    {
        if (command.Hidden) return;
        string name = $"{path} {command.Name}";
        page.Heading(3, $"{name} {string.Join(' ', command.Arguments.Select(a => a.Name))}".TrimEnd());
        page.Paragraph(command.Description ?? "");
        // Tasks of one command share the very options of that command.
        bool isShared = command.Parents.OfType<Command>().Any(p => p.Options.SequenceEqual(command.Options));
        if (isShared && command.Options.Count > 0)
            page.Paragraph($"Options: those of `{path}`.");
        else
            Options(page, command.Options);
        foreach (Command inner in command.Subcommands) Write(page, name, inner);
    }

    private static void Options(MarkdownPage page, IEnumerable<Option> options)
        => page.Table(["option", "what it does"], options.Where(o => !o.Hidden)
            .Select(o => (string[])[MarkdownPage.Code(Usage(o)), o.Description ?? ""]));

    private static string Usage(Option option)
    {
        string names = string.Join(", ", [option.Name, .. option.Aliases.Order(StringComparer.Ordinal)]);
        return option.ValueType == typeof(bool) ? names : $"{names} {option.HelpName}".TrimEnd();
    }
}
