using System.Reflection;
using NeuralFields.IO;

namespace NeuralFields.Cli.Demo;

/// <summary>The samples inside the program: a photograph, a mesh, and pictures of it with their cameras.</summary>
internal static class DemoSamples
{
    // Resources are named so by the project file; what follows is a path below the demo's folder.
    private const string Prefix = "demo/";

    /// <summary>Writes the samples into a folder.</summary>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public static void Unpack(string folder)
    {
        Assembly program = typeof(DemoSamples).Assembly;
        foreach (string name in program.GetManifestResourceNames())
        {
            // The build may write either slash.
            string path = name.Replace('\\', '/');
            if (!path.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            string file = Path.Combine([folder, .. path[Prefix.Length..].Split('/')]);
            OutputFolder.Make(Path.GetDirectoryName(file)!);
            using Stream sample = program.GetManifestResourceStream(name)!;
            OutputFile.Write(file, sample.CopyTo);
        }
    }
}
