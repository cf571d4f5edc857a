using System.Diagnostics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Architecture;

/// <summary>The top level of the repository is closed.</summary>
public sealed class TopLevelTests
{
    private static readonly string[] s_allowed =
    [
        "NeuralFields.sln", "LICENSE", "src", "shaders", "scenes", "tests", "tools",
        "README.md", ".ci", "Directory.Build.props", "Directory.Packages.props", ".editorconfig", "global.json",
        ".gitignore", ".gitattributes",
    ];

    [Fact]
    public void Only_the_known_names_stand_at_the_top()
    {
        // An archive of the sources has no index to ask; then there is nothing to hold.
        if (TrackedFiles() is { Length: > 0 } files)
            Assert.Empty(files.Select(f => f.Split('/')[0]).Distinct().Except(s_allowed));
    }

    private static string[] TrackedFiles()
    {
        try
        {
            using Process git = Process.Start(new ProcessStartInfo("git", ["ls-files"])
            {
                WorkingDirectory = SharedData.Repository,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }
}
