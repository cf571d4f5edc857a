using System.Collections.Concurrent;
using System.Diagnostics;

namespace NeuralFields.Testing;

/// <summary>
/// Compilers that judge emitted text where they are installed. A missing one is said once, and its tests pass as not
/// applicable, unless the environment variable NF_REQUIRE_BACKENDS names its backend (such as glsl,opencl).
/// </summary>
public static class ExternalTool
{
    private const string RequiredVariable = "NF_REQUIRE_BACKENDS";
    private static readonly ConcurrentDictionary<string, string?> s_found = new();

    /// <summary>The path of a program, or null where it is not on PATH.</summary>
    /// <exception cref="CheckFailedException">It is missing and its backend is required.</exception>
    public static string? Find(string program, string backend)
    {
        string? path = s_found.GetOrAdd(program, name => Locate(name, backend));
        if (path is null && IsRequired(backend))
            throw new CheckFailedException($"{program} is not on PATH, and {RequiredVariable} asks for {backend}");
        return path;
    }

    /// <summary>Writes the text to a file with this ending and runs a program on it.</summary>
    /// <exception cref="CheckFailedException">The program fails; the message holds its output and the text.</exception>
    public static void Compile(string path, string ending, string text, params string[] arguments)
    {
        string file = Path.Combine(Path.GetTempPath(), $"nf-{Guid.NewGuid():N}{ending}");
        File.WriteAllText(file, text);
        try
        {
            Run(path, [.. arguments, file]);
        }
        catch (CheckFailedException e)
        {
            throw new CheckFailedException($"{e.Message}\n{text}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// The path of node where it and a package are installed, or null. <c>tools/test</c> puts packages into
    /// <see cref="NodeModules"/>.
    /// </summary>
    /// <exception cref="CheckFailedException">Something is missing and its backend is required.</exception>
    public static string? FindNode(string package, string backend)
    {
        if (Find("node", backend) is not string node) return null;
        if (Directory.Exists(Path.Combine(NodeModules, package))) return node;
        if (IsRequired(backend))
            throw new CheckFailedException($"{package} is not in {NodeModules}, and {RequiredVariable} asks for {backend}");
        if (s_found.TryAdd(package, null)) Console.WriteLine($"{package} is not in {NodeModules}: it judges nothing.");
        return null;
    }

    /// <summary>Where packages of node are looked for.</summary>
    public static string NodeModules { get; } = Path.Combine(SharedData.Repository, "artifacts", "npm", "node_modules");

    /// <summary>Runs a program and returns what it prints.</summary>
    /// <exception cref="CheckFailedException">The program fails; the message holds its output.</exception>
    public static string Run(string path, params string[] arguments)
    {
        ProcessStartInfo start = new(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new CheckFailedException($"{path} failed:\n{output}{errors.Result}");
    }

    private static bool IsRequired(string backend) =>
        (Environment.GetEnvironmentVariable(RequiredVariable) ?? "").Split(',').Contains(backend);

    private static string? Locate(string program, string backend)
    {
        string file = OperatingSystem.IsWindows() ? program + ".exe" : program;
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string? path = folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
        if (path is null) Console.WriteLine($"{program} is not on PATH: emitted {backend} text is not compiled.");
        return path;
    }
}
