using System.Text.RegularExpressions;
using NeuralFields.Testing;

namespace NeuralFields.Cli.Tests;

/// <summary>Every command of README.md runs; fits are cut to a few steps.</summary>
public sealed class ReadmeTests : IDisposable
{
    private const string Tool = "nf ", FromSource = "dotnet run -c Release --project src/NeuralFields.Cli -- ";
    private const string FewSteps = "20";

    // A shape after twenty steps is a fog of surfaces, whose pictures take minutes.
    private const string FewStepsOfShapes = "300";

    // What a test cannot run inside itself; the files that they name must be there.
    private static readonly string[] s_otherCommands =
    [
        "tools/test",
        "dotnet pack src/NeuralFields.Cli -c Release",
        "dotnet tool install --global --add-source artifacts/package/release NeuralFields.Tool",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("nf-readme-").FullName;

    public ReadmeTests()
    {
        string scenes = Path.Combine(SharedData.Repository, "scenes");
        foreach (string file in Directory.EnumerateFiles(scenes, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(_folder, "scenes", Path.GetRelativePath(scenes, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    [Fact]
    public void Commands_of_the_readme_run_one_after_another()
    {
        string[] commands = [.. Commands().Select(ToolArguments).OfType<string>()];
        Assert.True(commands.Length >= 4, $"README.md has {commands.Length} commands of nf, expected at least 4.");
        foreach (string command in commands)
        {
            using StringWriter output = new(), error = new();
            int code = CommandLine.Run(Prepare(command), output, error);
            Assert.True(code == ExitCode.Done, $"{command}: exit code {code}\n{error}");
        }
    }

    [Fact]
    public void The_first_command_leaves_field_reconstruction_and_report_beside_each_other()
    {
        string first = Commands().First();
        Assert.StartsWith(FromSource, first);
        using StringWriter output = new(), error = new();
        Assert.Equal(ExitCode.Done, CommandLine.Run(Prepare(ToolArguments(first)!), output, error));
        IEnumerable<string> left = Directory.EnumerateFiles(Path.Combine(_folder, "artifacts", "chelsea"));
        Assert.Equal(["hashgrid.html", "hashgrid.nf", "hashgrid.png"], left.Select(f => Path.GetFileName(f)).Order());
    }

    [Fact]
    public void Other_commands_are_known_ones()
        => Assert.Empty(Commands().Where(c => ToolArguments(c) is null).Except(s_otherCommands));

    [Fact]
    public void Files_that_the_readme_links_to_exist()
    {
        string text = File.ReadAllText(Path.Combine(SharedData.Repository, "README.md"));
        Assert.All(
            Regex.Matches(text, @"\]\(([^)#:]+)\)").Select(link => link.Groups[1].Value),
            file => Assert.True(Path.Exists(Path.Combine(SharedData.Repository, file)), $"README.md links to {file}."));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The lines of fenced blocks of shell commands, without comments.</summary>
    private static IEnumerable<string> Commands()
    {
        bool inside = false;
        foreach (string line in File.ReadLines(Path.Combine(SharedData.Repository, "README.md")))
            if (line.StartsWith("```", StringComparison.Ordinal)) inside = line == "```sh";
            else if (inside && line.Split('#')[0].Trim() is { Length: > 0 } command) yield return command;
    }

    private static string? ToolArguments(string command)
        => command.StartsWith(FromSource, StringComparison.Ordinal) ? command[FromSource.Length..]
            : command.StartsWith(Tool, StringComparison.Ordinal) ? command[Tool.Length..] : null;

    /// <summary>The arguments with files in the test's own folder and few steps.</summary>
    private string[] Prepare(string command)
    {
        List<string> arguments = [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        foreach (string option in (string[])["--steps", "--seconds"])
            if (arguments.IndexOf(option) is >= 0 and var index) arguments.RemoveRange(index, 2);
        if (arguments[0] == "fit") arguments.AddRange(["--steps", command.Contains("sdf", StringComparison.Ordinal) ? FewStepsOfShapes : FewSteps]);
        Replace(arguments, "--resolution", "32");
        Replace(arguments, "--size", "96x64");
        return [.. arguments.Select(a => IsFile(a) ? Path.Combine(_folder, a) : a)];
    }

    private static void Replace(List<string> arguments, string option, string value)
    {
        if (arguments.IndexOf(option) is >= 0 and var index) arguments[index + 1] = value;
    }

    private static bool IsFile(string argument) => Path.GetExtension(argument) is ".json" or ".nf" or ".png" or ".html" or ".glb" or ".obj";
}
